export { createSending, type NewSending } from './create-sending.ts'
export {
  openSending,
  openWriter,
  type SendingSecrets,
  sealSending,
  sealWriter,
  unknownPerson,
  type WriterPerson,
} from './sealed-writer.ts'
export { legalMoves, moveSending, type SetByMove, sendingStates, waitingStates } from './states.ts'
export {
  createWriter,
  idFromKey,
  type NewWriter,
  readWriterToken,
  type WriterLink,
  writerToken,
} from './writers.ts'
