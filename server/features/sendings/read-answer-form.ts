import type { FormState } from '../../web/form.ts'
import { type FormResult, readForm } from '../../web/form.ts'
import { fileTypeOf, MAX_FILE_BYTES } from './file-type.ts'
import { answerForm, type Days } from './forms.ts'
import type { AnswerFile } from './receive-answer.ts'

/** What came with a form: its fields, and the file where one was chosen. */
export interface Uploaded {
  fields: Record<string, string>
  /** Null where none was chosen. */
  file: { name: string; bytes: Buffer; cut: boolean } | null
}

type AnswerValues = ReturnType<typeof answerForm>['_output']

/** The answer's form with its file: one of them has to be there, and the file is what its first bytes say. */
export const readAnswerForm = (
  days: Days,
  { fields, file }: Uploaded,
): FormResult<AnswerValues & { file: AnswerFile | null }> => {
  const form = readForm(answerForm(days), fields)
  const type = file ? fileTypeOf(file.bytes) : undefined
  const wrongFile = fileError(file, type)
  const missing = form.ok && !file && form.values.text === '' && form.values.kind !== 'forwarded'
  const errors: FormState['errors'] = [
    ...(form.ok ? [] : form.state.errors),
    ...(missing ? [{ field: 'text', message: 'sendings.errors.answerMissing' as const }] : []),
    ...(wrongFile ? [{ field: 'file', message: wrongFile }] : []),
  ]
  if (!form.ok || errors.length > 0) return { ok: false, state: { values: fields, errors } }
  return {
    ok: true,
    values: { ...form.values, file: file && type ? { name: file.name, type, bytes: file.bytes } : null },
  }
}

const fileError = (file: Uploaded['file'], type: string | undefined) => {
  if (!file) return undefined
  if (file.cut || file.bytes.length > MAX_FILE_BYTES) return 'sendings.errors.fileLarge' as const
  return type === undefined ? ('sendings.errors.fileType' as const) : undefined
}
