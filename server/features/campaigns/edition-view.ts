import { type Locale, locales, otherLocale, type Translate, translator } from '../../i18n/index.ts'
import { compareTexts } from '../../render/comparison.ts'
import type { Images } from '../../render/image-element.ts'
import { renderMarkdown } from '../../render/markdown.ts'
import type { Campaign } from './campaign.ts'
import { textIn } from './campaign-details.ts'
import { editionWords } from './edition-line.ts'
import type { EditionModel, EditionsModel } from './edition-pages.ts'
import type { Edition } from './editions.ts'
import type { SignedText } from './signed-text.ts'
import { withoutCases } from './without-cases.ts'

interface Part {
  name: 'title' | 'summary' | 'brief' | 'body' | 'demands' | 'addressees' | 'document'
  text: string
}

/** What was signed in this language, part by part; none where the edition has no text in it. */
const partsOf = (signed: SignedText, lang: Locale, campaign: Campaign, locale: Locale): Part[] => {
  const words = signed.texts[lang]
  if (!words) return []
  const demandOf = (key: string) => words.demands[key] ?? key
  const parts: Part[] = [
    { name: 'title', text: words.title },
    { name: 'summary', text: words.summary },
    {
      name: 'brief',
      text: inParagraphs(words.brief.map(({ text, source }) => (source ? `${text} (${source})` : text))),
    },
    { name: 'body', text: words.body },
    { name: 'demands', text: inParagraphs(signed.demands.map((key, index) => `${index + 1}. ${demandOf(key)}`)) },
    { name: 'addressees', text: inParagraphs(addresseeLines(signed, campaign, locale, words.leads)) },
    { name: 'document', text: withoutCases(words.document ?? '') },
  ]
  return parts.filter(({ text }) => text !== '')
}

const inParagraphs = (lines: string[]) => lines.join('\n\n')

/** «Президент Республики Казахстан: требования 1, 2, 5» */
const addresseeLines = (signed: SignedText, campaign: Campaign, locale: Locale, leads: Record<string, string>) =>
  signed.addressees.map(({ key, office, demands }) => {
    const known = campaign.addressees.find((addressee) => addressee.office.slug === office)?.office.name
    const name = known ? (locale === 'ru' ? known.ru.nominative : known.en) : office
    const numbers = demands.map((demand) => signed.demands.indexOf(demand) + 1).join(', ')
    const line = translator(locale)('campaigns.editions.asked', { office: name, numbers, count: demands.length })
    return leads[key] ? `${line}\n${leads[key]}` : line
  })

const langOf = (signed: SignedText, locale: Locale): Locale =>
  signed.texts[locale] ? locale : (locales.find((each) => signed.texts[each]) ?? otherLocale(locale))

const partTitle = (t: Translate, { name }: Part) => t(`campaigns.editions.parts.${name}`)

const noteOf = ({ note }: Edition, locale: Locale) => note[locale] ?? Object.values(note)[0] ?? ''

/** Every edition, the latest first, with what it changed in the one before, part by part. */
export const editionsModel = (campaign: Campaign, editions: Edition[], locale: Locale): EditionsModel => {
  const t = translator(locale)
  const url = `/${locale}/campaigns/${campaign.slug}`
  return {
    campaign: { title: textIn(campaign, locale).text.title, lang: textIn(campaign, locale).lang, url },
    editions: editions.map((edition, index) => {
      const lang = langOf(edition.signed, locale)
      const before = editions[index + 1]
      const earlier = before ? partsOf(before.signed, lang, campaign, locale) : []
      const parts = partsOf(edition.signed, lang, campaign, locale)
      const names = [...new Set([...parts, ...earlier].map(({ name }) => name))]
      const textOf = (from: Part[], name: Part['name']) => from.find((part) => part.name === name)?.text ?? ''
      return {
        id: `edition-${edition.number}`,
        words: editionWords(locale, { number: edition.number, publishedAt: edition.publishedAt.toISOString() }),
        note: noteOf(edition, locale),
        url: `${url}/editions/${edition.number}`,
        current: index === 0,
        first: before === undefined,
        changes: before
          ? names.flatMap((name) => {
              const blocks = compareTexts(textOf(earlier, name), textOf(parts, name))
              return blocks.length > 0 ? [{ title: partTitle(t, { name, text: '' }), lang, blocks }] : []
            })
          : [],
      }
    }),
  }
}

/** Its pictures but for those that were removed since: of these the words remain. */
const imagesLeft = ({ images = {} }: Campaign, { signed }: Edition): Images => {
  const digests = new Set(Object.values(images).map(({ digest }) => digest))
  return Object.fromEntries(Object.entries(signed.images ?? {}).filter(([, { digest }]) => digests.has(digest)))
}

/** One edition as it was to be signed. */
export const editionModel = (campaign: Campaign, edition: Edition, locale: Locale): EditionModel => {
  const t = translator(locale)
  const lang = langOf(edition.signed, locale)
  const url = `/${locale}/campaigns/${campaign.slug}`
  const [title, ...parts] = partsOf(edition.signed, lang, campaign, locale)
  return {
    title: title?.text ?? campaign.slug,
    lang,
    words: editionWords(locale, { number: edition.number, publishedAt: edition.publishedAt.toISOString() }),
    note: noteOf(edition, locale),
    current: edition.number === campaign.edition,
    campaignUrl: url,
    editionsUrl: `${url}/editions`,
    parts: parts.map((part) => ({
      title: partTitle(t, part),
      lang: part.name === 'addressees' ? locale : lang,
      html: part.name === 'body' ? renderMarkdown(part.text, imagesLeft(campaign, edition)) : null,
      paragraphs: part.name === 'body' ? [] : part.text.split('\n\n'),
    })),
  }
}
