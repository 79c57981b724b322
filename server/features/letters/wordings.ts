import type { Fact } from '../../db/schema.ts'
import { countryName, type Locale } from '../../i18n/index.ts'
import { type BodyPart, composeBody } from './body.ts'
import type { Fragments, LetterOrder } from './letter-order.ts'
import type { Agreement, LetterTemplate, TemplateFields } from './template.ts'
import { dealt, reordered, wordingsOf } from './variants.ts'

const none: Fragments = new Map()

/** The body of a letter in this person's wordings and order, in parts. */
export const wordedBody = (order: LetterOrder, agreement: Agreement): BodyPart[] => {
  const { campaign, addressee, locale, template, sender, fragments = none, variant } = order
  const fields = {
    sender: {
      city: withoutPrivate(sender.city),
      country: countryName(locale, sender.country),
      resident: sender.resident,
    },
    facts: Object.fromEntries(Object.entries(campaign.facts).map(([name, fact]) => [name, factText(locale, fact)])),
    evidence: sender.enclose && campaign.evidence.some(({ captions }) => captions[locale]),
  }
  const chosen = chosenWordings(order)
  const worded = (name: string) => {
    const wordings = fragments.get(name) ?? []
    return wordings[chosen(name, wordings.length)]?.render({ ...emptyFields, ...fields }, agreement)
  }
  const topics = campaign.topics
    .filter(({ key }) => sender.topics.includes(key))
    .flatMap(({ key, letterTexts }) => {
      const text = worded(`topic ${key}`) ?? letterTexts[locale]
      return text === undefined ? [] : [{ key, text }]
    })
  const demands = addressee.demands.filter((key) => sender.demands.includes(key))
  return composeBody(
    locale,
    template,
    {
      ...fields,
      own_words: sender.ownWords,
      topics: variant === undefined ? topics : reordered('topics', topics, variant),
      demands: demands.flatMap((key) => campaign.demands.find((each) => each.key === key)?.letterTexts[locale] ?? []),
      point: worded(`point ${addressee.key}`) ?? addressee.points[locale] ?? '',
      fragments: Object.fromEntries(
        template.fragments.flatMap((name) => {
          const text = worded(name)
          return text === undefined ? [] : [[name, text]]
        }),
      ),
      order: (names) => (variant === undefined ? names : reordered('any order', names, variant)),
    },
    agreement,
  )
}

const emptyFields = { own_words: '', topics: [], demands: [], point: '' } satisfies Partial<TemplateFields>

/**
 * Which wording of a fragment this person gets. Those that every such letter has are chosen together, so that two
 * letters share few; topics by themselves, so that choosing one leaves the rest as it was.
 */
const chosenWordings = ({ template, fragments = none, variant, after, addressee }: LetterOrder) => {
  if (variant === undefined) return () => 0
  const leading = after ?? { template, fragments }
  const available = leading.fragments ?? none
  const names = [...leading.template.fragments, `point ${addressee.key}`].filter((name) => available.has(name))
  const wordings = wordingsOf(
    names.map((name) => variedPart(available.get(name) ?? [])),
    variant,
  )
  return (name: string, count: number) => {
    const at = names.indexOf(name)
    const known = available.get(name)?.length ?? count
    const wording = at === -1 ? dealt(name, known, variant) : (wordings[at] ?? 0)
    return count > 0 ? wording % count : 0
  }
}

const variedPart = (wordings: LetterTemplate[]) => ({
  count: wordings.length,
  length: wordings.reduce((sum, { length }) => sum + length, 0) / Math.max(1, wordings.length),
})

/** Figures up to four digits, years among them, stand as they are; longer ones are grouped. */
const factText = (locale: Locale, fact: Fact) => {
  if (typeof fact === 'string') return fact
  if (typeof fact !== 'number') return fact[locale]
  return (fact >= 10_000 ? grouped : plain)[locale].format(fact)
}

const figures = (useGrouping: boolean): Record<Locale, Intl.NumberFormat> => ({
  en: new Intl.NumberFormat('en-GB', { useGrouping }),
  ru: new Intl.NumberFormat('ru-RU', { useGrouping }),
})
const [grouped, plain] = [figures(true), figures(false)]

/** Private characters hold places in a body that is being composed: none may come from outside. */
const withoutPrivate = (text: string) => text.replace(/[\ue000-\uf8ff]/gu, '')
