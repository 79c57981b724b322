export { composeUpdateMail } from './compose-update-mail.ts'
export { settleUpdateMail } from './mail-update.ts'
export { Mailings } from './mailings.ts'
export { updates } from './routes.ts'
