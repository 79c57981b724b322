import type { FormState } from '../../web/form.ts'
import { type FormResult, readForm } from '../../web/form.ts'
import { answerForm, type Days, sentForm } from './forms.ts'
import { readFile, type Uploaded, type UploadedFile } from './uploads.ts'

type AnswerValues = ReturnType<typeof answerForm>['_output']
type SentValues = ReturnType<typeof sentForm>['_output']

/** The answer's form with its file: one of them has to be there, and the file is what its first bytes say. */
export const readAnswerForm = (
  days: Days,
  uploaded: Uploaded,
): FormResult<AnswerValues & { file: UploadedFile | null }> => {
  const form = readForm(answerForm(days), uploaded.fields)
  const missing = form.ok && !uploaded.file && form.values.text === '' && form.values.kind !== 'forwarded'
  const errors: FormState['errors'] = missing ? [{ field: 'text', message: 'sendings.errors.answerMissing' }] : []
  return withFile(form, uploaded, 'file', errors)
}

/** “I sent it”, with what shows it where the writer has that. */
export const readSentForm = (days: Days, uploaded: Uploaded): FormResult<SentValues & { file: UploadedFile | null }> =>
  withFile(readForm(sentForm(days), uploaded.fields), uploaded, 'proof')

/** What shows that a letter was sent, by itself. */
export const readProofForm = (uploaded: Uploaded): FormResult<{ file: UploadedFile }> => {
  const read = withFile({ ok: true, values: {} }, uploaded, 'proof')
  if (!read.ok) return read
  const { file } = read.values
  if (file) return { ok: true, values: { file } }
  return { ok: false, state: { values: {}, errors: [{ field: 'proof', message: 'sendings.errors.proofMissing' }] } }
}

const withFile = <Values extends object>(
  form: FormResult<Values>,
  uploaded: Uploaded,
  field: string,
  more: FormState['errors'] = [],
): FormResult<Values & { file: UploadedFile | null }> => {
  const { file, error } = readFile(uploaded)
  const wrong: FormState['errors'] = error ? [{ field, message: error }] : []
  const errors = [...(form.ok ? [] : form.state.errors), ...more, ...wrong]
  if (!form.ok || errors.length > 0) return { ok: false, state: { values: uploaded.fields, errors } }
  return { ok: true, values: { ...form.values, file } }
}
