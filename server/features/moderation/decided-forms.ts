import { z } from 'zod'

export const moderatedKinds = ['comment', 'held', 'correction', 'answer'] as const

/** What the list of decisions is asked for by its address. */
export const decidedQuery = z.object({
  kind: z.enum(moderatedKinds).optional().catch(undefined),
  before: z.uuid().optional().catch(undefined),
})

/** Which decision is taken back, and whether from the list of decisions. */
export const undoForm = z.object({ batch: z.uuid(), list: z.string().optional() })

/** Until when a held signature must have come to be counted with the others: when its moderator saw how many they are. */
export const releaseForm = z.object({ until: z.iso.datetime().transform((text) => new Date(text)) })
