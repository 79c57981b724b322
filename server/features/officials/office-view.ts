import {
  formatDate,
  formatNumber,
  formatPartialDate,
  formatTimeZone,
  type Locale,
  locales,
  type Translate,
  translator,
} from '../../i18n/index.ts'
import type { FormState } from '../../web/form.ts'
import { ruleOn } from '../clocks/index.ts'
import { correctionView } from './correction-view.ts'
import { type Channel, isWorking, type OfficeRecord, type Official, type Term } from './office.ts'
import type { Fact, OfficeChannel, OfficePageModel } from './pages.ts'

/** A campaign that addresses the office, with its title in each of its languages. */
export interface CampaignTo {
  slug: string
  key: string
  open: boolean
  titles: Partial<Record<Locale, string>>
}

interface OfficePageParts {
  campaigns: CampaignTo[]
  record: { title: string } | undefined
  /** A correction that was refused, or found no room. */
  refused: FormState | null
  full: boolean
  now: Date
}

export const officeName = ({ name }: Pick<OfficeRecord, 'name'>, locale: Locale) =>
  locale === 'ru' ? name.ru.nominative : name.en

export const personName = ({ name }: Pick<Official, 'name'>, locale: Locale) =>
  locale === 'ru' ? name.ru.nominative : name.en

/** An office's public page. */
export const officeView = (locale: Locale, office: OfficeRecord, parts: OfficePageParts): OfficePageModel => {
  const t = translator(locale)
  const { official, former, channels, institution, within } = office
  const working = channels.some(isWorking)
  return {
    name: officeName(office, locale),
    officesUrl: `/${locale}/offices`,
    institutions: [institution, ...within].map(({ name }) => name[locale]),
    facts: factsOf(locale, office, parts.now),
    holder: official ? personName(official, locale) : '',
    since: official?.since ? t('officials.office.since', { date: formatPartialDate(locale, official.since) }) : '',
    former: former.map((term) => ({ name: personName(term, locale), term: termWords(locale, term) })),
    forms: formsOf(t, office),
    channels: channels.map((channel) => channelView(locale, channel)),
    waiting: working ? '' : t(channels.length === 0 ? 'officials.channels.none' : 'officials.channels.allFail'),
    campaigns: parts.campaigns.flatMap((campaign) => campaignView(locale, campaign)),
    record: parts.record ? [parts.record] : [],
    correction: correctionView(locale, office, parts.refused, parts.full),
  }
}

const factsOf = (locale: Locale, { institution }: OfficeRecord, now: Date): Fact[] => {
  const t = translator(locale)
  const { workingHours: hours, timeZone: zone, answerRule } = institution
  const rule = answerRule === null ? null : ruleOn(answerRule, now.toISOString().slice(0, 10))
  return [
    ...(hours
      ? [
          {
            label: t('officials.office.hours'),
            value: zone
              ? t('officials.office.hoursIn', { hours: hours.replace('-', '–'), zone: formatTimeZone(locale, zone) })
              : hours,
          },
        ]
      : []),
    ...(rule
      ? [
          { label: t('officials.office.answer'), value: rule.says[locale] },
          { label: t('officials.office.law'), value: rule.law[locale] },
        ]
      : []),
  ]
}

const termWords = (locale: Locale, { since, until }: Term) => {
  const t = translator(locale)
  const to = until ? formatPartialDate(locale, until) : ''
  return since
    ? t('officials.office.fromTo', { from: formatPartialDate(locale, since), to })
    : t('officials.office.upTo', { to })
}

/** The Russian cases, and the greeting in both languages, each with a word where nobody has confirmed it. */
const formsOf = (t: Translate, { name, salutation, official }: OfficeRecord): OfficePageModel['forms'] => {
  const note = (form: 'genitive' | 'dative' | 'salutation') =>
    official?.suggested.includes(form) ? t('officials.office.suggested') : ''
  const genitive = [name.ru.genitive, official?.name.ru.genitive].filter(Boolean).join(', ')
  const dative = [name.ru.dative, official?.name.ru.dative].filter(Boolean).join(', ')
  const greeting = (official ?? { salutation }).salutation
  const inRussian = (label: string) => `${label} (${t('officials.office.in.ru')})`
  return [
    { label: inRussian(t('officials.office.ofWhom')), value: genitive, lang: 'ru', note: note('genitive') },
    { label: inRussian(t('officials.office.toWhom')), value: dative, lang: 'ru', note: note('dative') },
    ...locales.map((lang) => ({
      label: `${t('officials.office.greeting')} (${t(`officials.office.in.${lang}`)})`,
      value: greeting[lang],
      lang,
      note: note('salutation'),
    })),
  ]
}

const channelView = (locale: Locale, channel: Channel): OfficeChannel => {
  const t = translator(locale)
  const address = channel.address[locale]
  const isLink = /^https?:\/\//.test(address)
  const { kind, state, source } = channel
  return {
    kind: t(`letters.channel.${kind}`),
    address,
    href: state !== 'working' ? '' : isLink ? address : kind === 'email' ? `mailto:${address}` : '',
    state: state === 'working' ? '' : t(`officials.channels.state.${state}`),
    rules: rulesOf(locale, channel),
    note: channel.note[locale] ?? '',
    source: source ?? '',
    sourceUrl: source && /^https?:\/\/\S+$/.test(source) ? source : '',
  }
}

const rulesOf = (locale: Locale, channel: Channel): Fact[] => {
  const t = translator(locale)
  const { residentsOnly, languages, maxLength, exposes, legalStanding, checkedOn } = channel
  const unknown = t('officials.channels.unknown')
  const fact = (label: Fact['label'], value: string) => ({ label, value: value || unknown })
  return [
    fact(t('officials.channels.who'), t(residentsOnly ? 'officials.channels.residents' : 'officials.channels.anybody')),
    fact(
      t('officials.channels.languages'),
      languages.map((each) => t(`officials.channels.language.${each}`)).join(', '),
    ),
    fact(
      t('officials.channels.length'),
      maxLength === null ? '' : t('officials.channels.upTo', { max: formatNumber(maxLength) }),
    ),
    fact(t('officials.channels.attachments'), attachmentWords(t, channel)),
    fact(t('officials.channels.exposes'), exposes.map((each) => t(`letters.exposes.${each}`)).join(', ')),
    fact(
      t('officials.channels.standing'),
      legalStanding === null ? '' : t(`officials.channels.legalStanding.${legalStanding}`),
    ),
    fact(
      t('officials.channels.checked'),
      checkedOn === null ? '' : formatDate(locale, new Date(`${checkedOn}T00:00:00Z`)),
    ),
  ]
}

const attachmentWords = (t: Translate, { attachments }: Channel) => {
  if (!attachments) return ''
  if (attachments.files === 0) return t('officials.channels.noFiles')
  return [
    ...(attachments.files === undefined ? [] : [t('officials.channels.files', { count: attachments.files })]),
    ...(attachments.types ? [attachments.types.map((type) => type.toUpperCase()).join(', ')] : []),
    ...(attachments.megabytes === undefined
      ? []
      : [t('officials.channels.megabytes', { max: String(attachments.megabytes) })]),
  ].join(', ')
}

const campaignView = (locale: Locale, { slug, key, open, titles }: CampaignTo): OfficePageModel['campaigns'] => {
  const lang = locales.find((each) => each === locale && titles[each]) ?? locales.find((each) => titles[each])
  if (!lang) return []
  const url = `/${locale}/campaigns/${slug}`
  return [{ title: titles[lang] ?? slug, lang, url, writeUrl: open ? `${url}/letters/${key}` : '' }]
}
