export { composeDispatchMail } from './compose-dispatch-mail.ts'
export { dispatchDesk, dispatchLinks } from './dispatch-desk.ts'
export { Dispatcher } from './dispatcher.ts'
export { forgetDrafts } from './forget-drafts.ts'
export { letterDispatch } from './letter-dispatch.ts'
export { openLetterbox } from './letterbox.ts'
export {
  dropLetter,
  listFailingChannels,
  listHeldLetters,
  mendChannels,
  queueStatus,
  sendAgain,
  setPaused,
} from './oversee.ts'
export { listPlan } from './plan.ts'
export { listQuarantined, openQuarantined } from './quarantine.ts'
export { dispatch } from './routes.ts'
