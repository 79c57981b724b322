import { countryName, formatMoment, formatPartialDate, type Locale, translator } from '../../i18n/index.ts'

import { domainOf, type SealedCampaign, type Vault } from '../privacy/index.ts'
import { findingsIn, openPerson } from '../signatures/index.ts'
import { itemKey } from './forms.ts'
import type { ItemView } from './pages.ts'
import type { QueuedAnswer, QueuedCorrection, QueuedSignature } from './queries.ts'

const plain = { lang: '', change: null, source: '', link: null, chosen: false }

const identify = (slot: number | null, id: string) => ({ key: itemKey({ slot, id }), id: `item-${id}` })

/** The language of whoever reads, and the zone in which their desk tells times. */
export interface ReaderOf {
  locale: Locale
  timeZone: string
}

interface Reading extends ReaderOf {
  vault: Vault
  campaign: SealedCampaign
}

const factsOf = (
  { locale, timeZone }: ReaderOf,
  { country, confirmed_at, created_at, visibility }: QueuedSignature,
) => {
  const t = translator(locale)
  return [
    countryName(locale, country),
    formatMoment(locale, confirmed_at ?? created_at, timeZone),
    t(`campaigns.form.visibilities.${visibility}`),
  ]
}

/** A comment that waits, and each rule and word because of which it does. */
export const commentItem = ({ vault, campaign, locale, timeZone }: Reading, row: QueuedSignature): ItemView => {
  const t = translator(locale)
  const { name, comment } = openPerson(vault, campaign, row.address_key, row.sealed)
  const { rules, words } = findingsIn(comment)
  const why = [
    ...rules.map((rule) => t(`moderation.rules.${rule}`)),
    ...words.map(({ word, category }) =>
      t('moderation.rules.word', { word, category: t(`moderation.words.${category}`) }),
    ),
  ]
  return {
    ...plain,
    ...identify(row.slot, row.id),
    title: name,
    facts: factsOf({ locale, timeZone }, row),
    text: comment,
    lang: row.locale,
    why: why.length > 0 ? why : [t('moderation.rules.all')],
  }
}

/** A signature that is held, with which limit it met. */
export const heldItem = ({ vault, campaign, locale, timeZone }: Reading, row: QueuedSignature): ItemView => {
  const t = translator(locale)
  const { name, email, city, comment } = openPerson(vault, campaign, row.address_key, row.sealed)
  return {
    ...plain,
    ...identify(row.slot, row.id),
    title: name,
    facts: [
      ...factsOf({ locale, timeZone }, row),
      ...(city === '' ? [] : [city]),
      t('moderation.held.domain', { domain: domainOf(email) }),
      t(row.confirmed_at ? 'moderation.held.confirmed' : 'moderation.held.unconfirmed'),
    ],
    text: comment,
    lang: row.locale,
    why: row.held_reason ? [t(`moderation.limits.${row.held_reason}`)] : [],
  }
}

/** A proposal of a reader: what stands there now, and what would. */
export const correctionItem = ({ locale, timeZone }: ReaderOf, row: QueuedCorrection): ItemView => {
  const t = translator(locale)
  const name = locale === 'ru' ? row.name.ru.nominative : row.name.en
  const before = row.before
    ? [...new Set(Object.values(row.before))].join(' / ')
    : t('moderation.corrections.noAddress')
  const kind = row.channelKind ?? row.kind
  return {
    ...plain,
    ...identify(null, row.id),
    title: name,
    facts: [formatMoment(locale, row.created_at, timeZone), ...(kind ? [t(`letters.channel.${kind}`)] : [])],
    text: row.about,
    why: [],
    change: row.address === null ? null : { before, after: row.address },
    source: row.source_url ?? '',
    link: { url: `/${locale}/offices/${row.slug}`, words: t('moderation.corrections.office') },
  }
}

/** An answer that waits; what it says is shown on its own page. */
export const answerItem = (locale: Locale, campaign: string, row: QueuedAnswer): ItemView => {
  const t = translator(locale)
  return {
    ...plain,
    ...identify(null, row.id),
    title: locale === 'ru' ? row.name.ru.nominative : row.name.en,
    facts: [
      formatPartialDate(locale, row.received_on),
      t(row.kind ? `sendings.kind.${row.kind}` : 'sendings.kind.unread'),
      ...(row.file_type ? [t('moderation.answers.withFile')] : []),
    ],
    text: '',
    why: [],
    link: { url: `/desk/campaigns/${campaign}/moderation/answers/${row.id}`, words: t('moderation.answers.read') },
  }
}
