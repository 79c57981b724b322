export { type Carrier, type Mail, RefusedForGoodError } from './mail.ts'
export { type KeptMail, type Mailbox, openMailbox } from './mailbox.ts'
export { Outbox, type PromisedMail } from './outbox.ts'
export { smtpCarrier } from './smtp.ts'
