export { api } from './api-routes.ts'
export { showCampaign } from './campaign-view.ts'
export { checkVault } from './check-vault.ts'
export { type CommentFinding, findingsIn } from './comment-rules.ts'
export { composeMail } from './compose-mail.ts'
export { moveComments } from './decide-comments.ts'
export { signForm } from './forms.ts'
export { type ImportedSupporter, importSignatures } from './import-signatures.ts'
export { Intake } from './intake.ts'
export type { UpdateLine } from './latest-updates.ts'
export { LiveCampaigns } from './live-campaigns.ts'
export { linkToken, readLinkToken, type SignatureKey } from './private-link.ts'
export {
  findCounts,
  findSealedCampaign,
  findSignature,
  listConfirmedCounts,
  listHeld,
  listWaitingComments,
  setCommentState,
  setWantsUpdates,
} from './queries.ts'
export { type DecidedSignature, decideHeld, holdAgain, releaseSignatures } from './release-signatures.ts'
export { signatures } from './routes.ts'
export { firstNameAndInitial, openPerson, slotOf } from './sealed-person.ts'
export { LimitCounter } from './signing-limits.ts'
export { supporters } from './supporter-routes.ts'
export { type Tallied, Tallies } from './tallies.ts'
export type { Tally } from './tally-signatures.ts'
