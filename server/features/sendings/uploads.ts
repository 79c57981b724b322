import type { MessageKey } from '../../i18n/index.ts'
import { fileTypeOf, MAX_FILE_BYTES } from './file-type.ts'

/** What came with a form: its fields, and the file where one was chosen. */
export interface Uploaded {
  fields: Record<string, string>
  /** Null where none was chosen. */
  file: { name: string; bytes: Buffer; cut: boolean } | null
}

/** A file, its type told by its first bytes. */
export interface UploadedFile {
  name: string
  type: string
  bytes: Buffer
}

/** The file of a form, null where none was chosen; or what is wrong with it. */
export const readFile = ({ file }: Uploaded): { file: UploadedFile | null; error?: MessageKey } => {
  if (!file) return { file: null }
  const type = fileTypeOf(file.bytes)
  if (file.cut || file.bytes.length > MAX_FILE_BYTES) return { file: null, error: 'sendings.errors.fileLarge' }
  if (type === undefined) return { file: null, error: 'sendings.errors.fileType' }
  return { file: { name: file.name, type, bytes: file.bytes } }
}
