import { type Locale, type MessageKey, translator } from '../../i18n/index.ts'
import { renderMarkdown } from '../../render/markdown.ts'
import type { Site } from '../../render/page.ts'
import type { FormState } from '../../web/form.ts'
import { type Campaign, textIn } from '../campaigns/index.ts'
import { formView } from './form-view.ts'
import { lineOf } from './names.ts'
import { askPage, invitedPage, saidPage } from './pages.ts'
import type { StoredSignatory } from './queries.ts'

/** Where a page stands: its language and its address without it. */
export interface Place {
  site: Site
  locale: Locale
  path: string
}

/** Of a request's address, which begins with the language. */
export const placeOf = (site: Site, locale: Locale, url: string): Place => ({
  site,
  locale,
  path: url.replace(/\?.*/, '').slice(`/${locale}`.length),
})

const lineTo = (campaign: Campaign, locale: Locale) => {
  const { text, lang } = textIn(campaign, locale)
  return { title: text.title, lang, url: `/${locale}/campaigns/${campaign.slug}` }
}

const titled = ({ locale, path }: Place, key: MessageKey, { errors }: FormState = { values: {}, errors: [] }) => {
  const t = translator(locale)
  return { locale, path, title: errors.length > 0 ? `${t('site.errorPrefix')} ${t(key)}` : t(key) }
}

/** The form by which an organisation asks to sign. */
export const showAsk = (place: Place, campaign: Campaign, state: FormState): Promise<string> => {
  const { site, locale, path } = place
  const { key } = state.values
  const action = `/${locale}${path}`
  return site.render(askPage, titled(place, 'signatories.ask.title', state), {
    campaign: lineTo(campaign, locale),
    form: formView({ locale, action, kind: 'organisation', state, groups: [], contact: 'must' }),
    key: typeof key === 'string' ? key : '',
  })
}

export interface Said {
  title: MessageKey
  words: MessageKey
  /** Words of a button that posts to the page's own address. */
  button?: MessageKey
  /** Whether the signature can be taken back at an address under this page's own. */
  withdrawal?: boolean
  mailboxUrl?: string
}

/** Who withdrew by their own link. */
export const withdrawn: Said = {
  title: 'signatories.withdrawal.doneTitle',
  words: 'signatories.withdrawal.done',
}

/** What comes after a form or a link: words, and a button where something is still to be done. */
export const showSaid = (place: Place, campaign: Campaign, said: Said): Promise<string> => {
  const t = translator(place.locale)
  return place.site.render(saidPage, titled(place, said.title), {
    campaign: lineTo(campaign, place.locale),
    title: t(said.title),
    words: t(said.words),
    mailboxUrl: said.mailboxUrl ?? '',
    action: said.button ? `/${place.locale}${place.path}` : '',
    button: said.button ? t(said.button) : '',
    withdrawalUrl: said.withdrawal ? `/${place.locale}${place.path}/withdrawal` : '',
  })
}

interface Invitation {
  campaign: Campaign
  signatory: StoredSignatory
  /** The document can be read at its public address. */
  published: boolean
}

/** What the invited see: the document, how the signature would be shown, and yes or no. */
export const showInvited = (
  place: Place,
  { campaign, signatory, published }: Invitation,
  state: FormState,
): Promise<string> => {
  const { site, locale, path } = place
  const { kind, groups, facts } = signatory
  const { text, lang } = textIn(campaign, locale)
  return site.render(invitedPage, titled(place, 'signatories.invited.title', state), {
    campaign: lineTo(campaign, locale),
    published,
    lead: translator(locale)(`signatories.invited.${kind === 'organisation' ? 'organisation' : 'person'}`),
    text: {
      lang,
      body: renderMarkdown(text.body, campaign.images),
      demands: campaign.demands.flatMap(({ texts }) => texts[lang] ?? []),
    },
    preview: lineOf(facts, groups, locale),
    form: formView({ locale, action: `/${locale}${path}`, kind, state, groups, contact: 'no' }),
  })
}
