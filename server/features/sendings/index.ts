export { type AtLeast, atLeast, partsAtLeast } from './at-least.ts'
export { composeWriterMail } from './compose-writer-mail.ts'
export { createSending, type NewSending } from './create-sending.ts'
export { type Cell, CSV_START, csvLine } from './csv.ts'
export { fileTypeOf, MAX_FILE_BYTES } from './file-type.ts'
export { answerKinds, type Days, day } from './forms.ts'
export { clockFromSending } from './letter-clock.ts'
export { myLettersDesk, myLettersLinks } from './my-letters-desk.ts'
export { officeChoices } from './office-choices.ts'
export { PublicRecord } from './public-record.ts'
export {
  findWaitingAnswer,
  listWaitingAnswers,
  openWaitingFile,
  publishAnswer,
  readAnswer,
  refuseAnswer,
  reopenAnswer,
  type ShownAnswer,
  type WaitingAnswer,
} from './publish-answer.ts'
export { findNextOffice, listOffices } from './queries.ts'
export { sealAnswer } from './receive-answer.ts'
export type { OfficeRecordView, RecordTable } from './record-pages.ts'
export { record } from './record-routes.ts'
export { campaignRecord, recordOf } from './record-view.ts'
export { promiseReminders } from './remind.ts'
export { Reminders } from './reminders.ts'
export { sendings } from './routes.ts'
export {
  openSending,
  openWriter,
  type SendingSecrets,
  sealSending,
  sealWriter,
  unknownPerson,
  type WriterPerson,
} from './sealed-writer.ts'
export { daysUntilNow } from './since.ts'
export { legalMoves, moveSending, type SetByMove, sendingStates, waitingStates } from './states.ts'
export {
  createWriter,
  idFromKey,
  type NewWriter,
  readWriterToken,
  type WriterLink,
  writerToken,
} from './writers.ts'
