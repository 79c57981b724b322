import { z } from 'zod'

/** Where the desk shows what the platform sends for a campaign. */
export const dispatchPath = (campaign: string) => `/desk/campaigns/${campaign}/dispatch`

export const dispatchParams = z.object({
  campaign: z
    .string()
    .max(80)
    .regex(/^[a-z\d-]+$/),
})

/** Who may look, pull the brake, and decide about letters that are held. */
export const sendingRoles = ['editor' as const, 'coordinator' as const]
