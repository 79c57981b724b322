import { z } from 'zod'
import { recommendationStates } from '../campaigns/index.ts'

const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/)

export const campaignParams = z.object({ slug: name })
export const caseParams = z.object({ slug: name, case: name })

/** What is no state asks for all. */
export const stateQuery = z.object({
  state: z
    .enum([...recommendationStates, 'none'])
    .or(z.literal('all'))
    .catch('all'),
})
