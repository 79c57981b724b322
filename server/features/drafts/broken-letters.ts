import { createHash } from 'node:crypto'
import { LastUsed } from '../../folders/last-used.ts'
import { type Locale, locales, translator } from '../../i18n/index.ts'
import type { Addressee, Campaign, LetterSources } from '../campaigns/index.ts'
import { blankForm, exclusionFor, LetterError, letterFrom, letterKit } from '../letters/index.ts'
import type { DraftProblem } from './draft-problem.ts'

const known = new LastUsed<DraftProblem[]>(200)

/** Letters that do not come out. They are looked at again only once something that they are made of has changed. */
export const brokenLetters = (campaign: Campaign, sources: LetterSources, now: Date): DraftProblem[] =>
  locales.flatMap((locale) => {
    const inLocale = (each: { locale: Locale }) => each.locale === locale
    const [templates, fragments] = [sources.templates.filter(inLocale), sources.fragments.filter(inLocale)]
    const own = { ...sources, templates, fragments }
    return known.get(stampOf(campaign, own, locale), () =>
      campaign.addressees.flatMap((addressee) => brokenTo(addressee, locale, campaign, own, now)),
    )
  })

/** What letters in a language are made of: of its texts, the title. */
const stampOf = (campaign: Campaign, sources: LetterSources, locale: Locale): string => {
  const { slug, country, texts, facts, demands, topics, addressees, evidence } = campaign
  const title = texts[locale]?.title ?? null
  const made = { slug, locale, country, title, facts, demands, topics, addressees, evidence, sources }
  return createHash('sha256').update(JSON.stringify(made)).digest('base64')
}

/** Composes a letter as its form would. Whatever agrees with the writer has been looked at before. */
const brokenTo = (
  addressee: Addressee,
  locale: Locale,
  campaign: Campaign,
  sources: LetterSources,
  now: Date,
): DraftProblem[] => {
  try {
    const kit = letterKit(campaign, sources, addressee.key)
    if (!kit) return []
    const form = { ...blankForm(kit, locale), ...sampleWriter(locale), country: kit.campaign.country }
    if (!exclusionFor(kit, form)) letterFrom(kit, { ...form, topics: kit.choices.topics }, now)
    return []
  } catch (error) {
    return broken(addressee, locale, error)
  }
}

/** Anything else than a letter's own fault is a fault of the program. */
const broken = (addressee: Addressee, locale: Locale, error: unknown): DraftProblem[] => {
  if (!(error instanceof LetterError)) throw error
  return error.problems.map(({ line, said }) => ({ section: 'letters', locale, field: addressee.key, line, ...said }))
}

const sampleWriter = (locale: Locale) => {
  const t = translator(locale)
  return {
    name: t('drafts.edit.sample.womanName'),
    city: t('drafts.edit.sample.city'),
    own_words: t('drafts.edit.sample.ownWords'),
    gender: 'woman' as const,
    resident: true,
  }
}

export const officeName = ({ office }: Addressee, locale: Locale) =>
  locale === 'ru' ? office.name.ru.nominative : office.name.en
