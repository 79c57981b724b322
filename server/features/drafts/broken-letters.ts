import { createHash } from 'node:crypto'
import { type Locale, locales, translator } from '../../i18n/index.ts'
import type { Addressee, Campaign, LetterSources } from '../campaigns/index.ts'
import {
  blankForm,
  exclusionFor,
  LastUsed,
  LetterError,
  type LetterKit,
  letterFrom,
  letterKit,
} from '../letters/index.ts'
import type { DraftProblem } from './draft-problem.ts'

const known = new LastUsed<DraftProblem[]>(200)

/** Letters that do not come out. They are looked at again only once something that they are made of has changed. */
export const brokenLetters = (campaign: Campaign, sources: LetterSources, now: Date): DraftProblem[] =>
  known.get(stampOf(campaign, sources), () =>
    campaign.addressees.flatMap((addressee) => brokenTo(addressee, campaign, sources, now)),
  )

/** What letters are made of: of the texts, their titles. */
const stampOf = (campaign: Campaign, sources: LetterSources): string => {
  const { slug, country, texts, facts, demands, topics, addressees, evidence } = campaign
  const titles = locales.map((locale) => texts[locale]?.title ?? null)
  const made = { slug, country, titles, facts, demands, topics, addressees, evidence, sources }
  return createHash('sha256').update(JSON.stringify(made)).digest('base64')
}

/** Composes a letter in every language, as its form would. Whatever agrees with the writer has been looked at before. */
const brokenTo = (addressee: Addressee, campaign: Campaign, sources: LetterSources, now: Date): DraftProblem[] => {
  try {
    const kit = letterKit(campaign, sources, addressee.key)
    if (!kit) return []
    return locales.filter((locale) => kit.templates[locale]).flatMap((locale) => brokenIn(locale, kit, now))
  } catch (error) {
    return broken(addressee, locales[0], error)
  }
}

const brokenIn = (locale: Locale, kit: LetterKit, now: Date): DraftProblem[] => {
  try {
    const form = { ...blankForm(kit, locale), ...sampleWriter(locale), country: kit.campaign.country }
    if (!exclusionFor(kit, form)) letterFrom(kit, { ...form, topics: kit.choices.topics }, now)
    return []
  } catch (error) {
    return broken(kit.addressee, locale, error)
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
