import { type Locale, locales, translator } from '../../i18n/index.ts'
import type { FormState } from '../../web/form.ts'
import { editUrl } from './editor-view.ts'

export const slugUrl = (slug: string) => `/desk/campaigns/${slug}/address`

interface Address {
  ui: Locale
  slug: string
  /** It was never public, so that nobody knows the address. */
  open: boolean
  /** Where the site is. */
  site: string
  state: FormState | undefined
  /** It has just been changed. */
  done: boolean
}

/** The campaign's address: a form while it may be changed, and then why it may not. */
export const slugView = ({ ui, slug, open, site, state, done }: Address) => {
  const t = translator(ui)
  const errors = (state?.errors ?? []).map(({ field, message, values }) => ({ field, words: t(message, values) }))
  return {
    action: slugUrl(slug),
    backUrl: editUrl(slug),
    addresses: locales.map((locale) => `${site}/${locale}/campaigns/${slug}`),
    open,
    slug: state ? String(state.values.slug ?? '') : slug,
    error: errors[0]?.words ?? '',
    errors,
    saved: done ? t('publishing.slug.saved') : '',
  }
}
