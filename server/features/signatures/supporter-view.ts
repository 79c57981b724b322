import { countryName, formatDate, type Locale, translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import type { FieldError } from '../../web/form.ts'
import { editionWords, progressOf, shareLinks, textIn } from '../campaigns/index.ts'
import type { Vault } from '../privacy/index.ts'
import { CONFIRMABLE_DAYS } from './confirm-signatures.ts'
import type { LiveCampaign } from './live-campaigns.ts'
import { type CampaignLine, checkMailPage, confirmationPage, erasedPage, mySignaturePage } from './pages.ts'
import type { StoredSignature } from './queries.ts'
import { openPerson } from './sealed-person.ts'

/** A person at their private page. */
export interface Supporter {
  token: string
  signature: StoredSignature
  live: LiveCampaign
}

const visibilities = ['initial', 'full', 'hidden'] as const

const DAY = 86_400_000

const campaignLine = (locale: Locale, { campaign }: LiveCampaign): CampaignLine => {
  const { text, lang } = textIn(campaign, locale)
  const url = `/${locale}/campaigns/${campaign.slug}`
  return { title: text.title, lang, url, lettersUrl: `${url}/letters` }
}

/** The page after the form: look in the mail. The mailbox's address where mail is only kept. */
export const showCheckMail = (site: Site, locale: Locale, live: LiveCampaign, mailboxUrl: string) =>
  site.render(
    checkMailPage,
    {
      locale,
      path: `/campaigns/${live.campaign.slug}/check-your-mail`,
      title: translator(locale)('signatures.checkMail.title'),
    },
    { campaign: campaignLine(locale, live), mailboxUrl },
  )

const confirmationState = ({ signature }: Supporter, now: Date) => {
  if (signature.confirmed_at !== null) return 'confirmed'
  const age = (now.getTime() - signature.created_at.getTime()) / DAY
  return signature.state === 'refused' || age >= CONFIRMABLE_DAYS ? 'expired' : 'ready'
}

/**
 * Behind the link of the mail: a button, since mail scanners follow links; afterwards the thanks, the count with this
 * signature in it, and the next step.
 */
export const showConfirmation = (
  site: Site,
  vault: Vault,
  locale: Locale,
  supporter: Supporter,
  confirmed: number,
  now: Date,
) => {
  const { live, signature, token } = supporter
  const { campaign } = live
  const state = confirmationState(supporter, now)
  const person = openPerson(vault, campaign, signature.address_key, signature.sealed)
  const t = translator(locale)
  const path = `/confirmations/${token}`
  const line = campaignLine(locale, live)
  return site.render(
    confirmationPage,
    { locale, path, title: t(`signatures.confirmation.titles.${state}`) },
    {
      campaign: line,
      action: `/${locale}${path}`,
      name: person.name,
      ready: state === 'ready',
      confirmed: state === 'confirmed',
      expired: state === 'expired',
      progress: progressOf(locale, confirmed, campaign.goal),
      share: shareLinks(locale, `${site.publicUrl}${line.url}`, line.title),
    },
  )
}

const storedOf = (vault: Vault, locale: Locale, { signature, live }: Supporter) => {
  const t = translator(locale)
  const person = openPerson(vault, live.campaign, signature.address_key, signature.sealed)
  const date = (value: Date | null) => (value ? formatDate(locale, value) : t('signatures.my.empty'))
  return [
    { label: t('signatures.my.label.name'), value: person.name },
    { label: t('signatures.my.label.email'), value: person.email },
    { label: t('signatures.my.label.country'), value: countryName(locale, signature.country) },
    { label: t('signatures.my.label.city'), value: person.city || t('signatures.my.empty') },
    { label: t('signatures.my.label.comment'), value: person.comment || t('signatures.my.empty') },
    { label: t('signatures.my.label.signedAt'), value: date(signature.created_at) },
    { label: t('signatures.my.label.confirmedAt'), value: date(signature.confirmed_at) },
    {
      label: t('signatures.my.label.updates'),
      value: t(signature.wants_updates ? 'signatures.my.yes' : 'signatures.my.no'),
    },
    { label: t('signatures.my.label.visibility'), value: t(`campaigns.form.visibilities.${signature.visibility}`) },
  ]
}

/** The text under which the signature stands; null where it is not known which it was. */
const signedEdition = (locale: Locale, { signature, live: { campaign } }: Supporter) => {
  const edition = campaign.editions.find(({ number }) => number === signature.edition)
  if (!edition) return null
  const url = `/${locale}/campaigns/${campaign.slug}/editions`
  const changed = signature.edition !== campaign.edition
  return {
    words: editionWords(locale, edition),
    url: `${url}/${edition.number}`,
    changesUrl: changed ? url : '',
  }
}

/** Everything that is stored, and what its owner can do with it. */
export const showMySignature = (
  site: Site,
  vault: Vault,
  locale: Locale,
  supporter: Supporter,
  { confirmUrl, error }: { confirmUrl: string; error?: FieldError },
) => {
  const { signature, live, token } = supporter
  const t = translator(locale)
  const path = `/my/${token}`
  const at = `/${locale}${path}`
  return site.render(
    mySignaturePage,
    { locale, path, title: `${error ? `${t('site.errorPrefix')} ` : ''}${t('signatures.my.title')}` },
    {
      campaign: campaignLine(locale, live),
      state: t(`signatures.my.state.${signature.state}`),
      stored: storedOf(vault, locale, supporter),
      edition: signedEdition(locale, supporter),
      visibilities: visibilities.map((value) => ({
        value,
        words: t(`campaigns.form.visibilities.${value}`),
        chosen: value === signature.visibility,
      })),
      visibilityError: error ? t(error.message) : '',
      wantsUpdates: signature.wants_updates,
      canWithdraw: signature.state !== 'withdrawn' && signature.state !== 'refused',
      canConfirm: signature.confirmed_at === null && signature.state !== 'refused',
      confirmUrl,
      actions: {
        visibility: `${at}/visibility`,
        updates: `${at}/updates`,
        withdrawal: `${at}/withdrawal`,
        erasure: `${at}/erasure`,
        export: `${at}/export`,
      },
    },
  )
}

/** All that is stored about a signature, for its owner to keep. */
export const exportSignature = (vault: Vault, { signature, live }: Supporter) => ({
  campaign: live.campaign.slug,
  ...openPerson(vault, live.campaign, signature.address_key, signature.sealed),
  country: signature.country,
  visibility: signature.visibility,
  wantsUpdates: signature.wants_updates,
  locale: signature.locale,
  state: signature.state,
  commentState: signature.comment_state,
  edition: signature.edition,
  signedAt: signature.created_at.toISOString(),
  confirmedAt: signature.confirmed_at?.toISOString() ?? null,
})

export const showErased = (site: Site, locale: Locale) =>
  site.render(erasedPage, { locale, path: '/erased', title: translator(locale)('signatures.erased.title') }, {})
