import { isWebAddress } from '../../folders/fields.ts'
import { formatNumber, formatPartialDate, type Locale, otherLocale, translator } from '../../i18n/index.ts'
import { imageSizes, imageUrl } from '../../render/image-element.ts'
import { type Addressee, type Campaign, type CampaignText, evidenceIn, publicOrganiser } from './campaign.ts'
import { demandGroups, groupedDemands } from './demand-groups.ts'
import type { AddresseeView, CampaignPageModel, EvidenceView, Progress } from './pages.ts'

/** The campaign's text in this language, or in the other where there is none. */
export const textIn = (campaign: Campaign, locale: Locale): { text: CampaignText; lang: Locale } => {
  const [own, other] = [campaign.texts[locale], campaign.texts[otherLocale(locale)]]
  if (own) return { text: own, lang: locale }
  if (other) return { text: other, lang: otherLocale(locale) }
  throw new Error('A campaign has a text in at least one language')
}

/** The picture as a page shows it, described in the reader's language where it is. */
export const coverIn = ({ cover }: Campaign, locale: Locale): CampaignPageModel['cover'] => {
  if (!cover) return null
  const lang = cover.alts[locale] ? locale : otherLocale(locale)
  const { digest, width, height, alts } = cover
  return { src: imageUrl(digest), sizes: imageSizes(cover), alt: alts[lang] ?? '', lang, width, height }
}

/** What the campaign is and to whom, in a line: «Петиция Президенту Республики Казахстан и ещё 7 адресатам». */
export const kindAndAddressees = ({ kind, addressees }: Campaign, locale: Locale): string => {
  const t = translator(locale)
  const [first, ...others] = addressees
  const words = { kind: t(`campaigns.kind.${kind}`) }
  if (!first) return words.kind
  const { name } = first.office
  const office = locale === 'ru' ? name.ru.dative : name.en
  return others.length > 0
    ? t('campaigns.kindTo', { ...words, office, count: others.length })
    : t('campaigns.kindToOne', { ...words, office })
}

/** How far it is to the goal, in numbers and words. */
export const progressOf = (locale: Locale, count: number, goal: number): Progress => {
  const t = translator(locale)
  const left = goal - count
  return {
    count,
    goal,
    signed: t('campaigns.signed', { count }),
    remaining:
      left > 0
        ? t('campaigns.progress.remaining', { count: left, number: formatNumber(left), goal: formatNumber(goal) })
        : t('campaigns.progress.reached', { goal: formatNumber(goal) }),
  }
}

/**
 * Links that open a message with the page's address in it; none of them tells anybody that it was shown. The address
 * says by which of them it was passed on, the same for all.
 */
export const shareLinks = (locale: Locale, link: string, title: string) => {
  const t = translator(locale)
  const words = encodeURIComponent(title)
  const address = (from: string) => encodeURIComponent(`${link}?from=${from}`)
  return [
    { words: t('campaigns.share.telegram'), url: `https://t.me/share/url?url=${address('telegram')}&text=${words}` },
    { words: t('campaigns.share.whatsapp'), url: `https://wa.me/?text=${words}%20${address('whatsapp')}` },
    { words: t('campaigns.share.mail'), url: `mailto:?subject=${words}&body=${address('mail')}` },
  ]
}

const officeName = ({ office }: Addressee, locale: Locale) =>
  locale === 'ru' ? office.name.ru.nominative : office.name.en

const addresseeView = (campaign: Campaign, locale: Locale, addressee: Addressee): AddresseeView => {
  const t = translator(locale)
  const { key, official, channels } = addressee
  return {
    key,
    office: officeName(addressee, locale),
    officeUrl: `/${locale}/offices/${addressee.office.slug}`,
    holder: official ? (locale === 'ru' ? official.name.ru.nominative : official.name.en) : '',
    channels: channels.map(({ kind, residentsOnly }) => ({
      words: t(`campaigns.channel.${kind}`),
      limited: residentsOnly ? t('campaigns.residentsOnly') : '',
    })),
    writeUrl: `/${locale}/campaigns/${campaign.slug}/letters/${key}`,
  }
}

/** A demand to so few names them; one to more is a demand to all who can meet it. */
const NAMED = 2

const demandViews = (campaign: Campaign, locale: Locale, lang: Locale) => {
  const { demands, addressees } = campaign
  const grouped = groupedDemands(campaign, lang)
  return demands.flatMap(({ key, texts }) => {
    const text = texts[lang]
    if (!text || grouped.has(key)) return []
    const whose = addressees.filter((addressee) => addressee.demands.includes(key))
    const names = whose.map((addressee) => officeName(addressee, locale)).join('; ')
    const toFew = whose.length > 0 && whose.length <= NAMED
    return [{ text, to: toFew ? translator(locale)('campaigns.to', { addressees: names }) : '' }]
  })
}

const evidenceViews = (campaign: Campaign, locale: Locale, lang: Locale): EvidenceView[] => {
  const t = translator(locale)
  const linked = evidenceIn(campaign, lang).filter(({ url }) => isWebAddress(url))
  return linked.map(({ caption, url, kind, happened, warning }) => ({
    caption,
    url,
    host: new URL(url).hostname,
    kind: t(`campaigns.evidence.kind.${kind}`),
    happened: happened ? formatPartialDate(locale, happened) : '',
    warning: warning ? t(`campaigns.evidence.warning.${warning}`) : '',
  }))
}

type Details = Pick<
  CampaignPageModel,
  'demands' | 'demandGroups' | 'addressees' | 'boardUrl' | 'evidence' | 'organiser'
>

/** What a campaign's page lists: in the reader's language what has names in both, in `lang` what is worded in one. */
export const campaignDetails = (campaign: Campaign, locale: Locale, lang: Locale): Details => ({
  demands: demandViews(campaign, locale, lang),
  demandGroups: demandGroups(campaign, lang),
  addressees: campaign.addressees.map((addressee) => addresseeView(campaign, locale, addressee)),
  boardUrl: `/${locale}/campaigns/${campaign.slug}/board`,
  evidence: evidenceViews(campaign, locale, lang),
  organiser: publicOrganiser(campaign, locale),
})
