import type { Translate } from '../../i18n/index.ts'
import type { FieldError } from '../../web/form.ts'

/** The words beside a field; the empty string where nothing is wrong with it. */
export const wordsAt = (t: Translate, errors: FieldError[]) => (name: string) => {
  const error = errors.find(({ field }) => field === name)
  return error ? t(error.message, error.values) : ''
}

/** What is wrong, as links to the fields. */
export const problemLinks = (t: Translate, errors: FieldError[]) =>
  errors.map(({ field, message, values }) => ({ field, words: t(message, values) }))

/** A page's title, which says first that a form was refused. */
export const titled = (t: Translate, title: string, errors: FieldError[]) =>
  errors.length > 0 ? `${t('site.errorPrefix')} ${title}` : title

/** Too many tries: how long to wait. */
export const waitError = (field: string, seconds: number): FieldError =>
  seconds > 90
    ? { field, message: 'accounts.signIn.waitMinutes', values: { count: Math.ceil(seconds / 60) } }
    : { field, message: 'accounts.signIn.waitSeconds', values: { count: seconds } }
