import type { ChannelKind, LetterRule, LetterRules } from '../../db/schema.ts'
import type { Locale, LocalizedText } from '../../i18n/index.ts'
import { commonTemplate, noTemplate } from '../campaigns/index.ts'

/** What is known of a letter before a template is chosen for it. */
export interface LetterCase {
  addressee: string
  language: Locale
  /** Where the writer lives: ISO 3166-1 alpha-2 */
  country: string
  resident: boolean
  /** Of the channel by which it is to go; null where none is open to this writer. */
  kind: ChannelKind | null
}

export type Chosen = { template: string } | { excluded: LocalizedText }

/**
 * The name of the template that a letter takes, '' for the one for everyone. The first rule of the campaign that fits
 * decides, and may decide that there is no letter; where none fits, the addressee's own template stands, else the one
 * for everyone.
 */
export const chooseTemplate = (rules: LetterRules | null, letter: LetterCase, names: readonly string[]): Chosen => {
  const rule = rules?.rules.find((each) => fits(each, letter))
  if (rule?.template === noTemplate) return { excluded: rule.reason }
  if (rule) return { template: rule.template === commonTemplate ? '' : rule.template }
  return { template: names.includes(letter.addressee) ? letter.addressee : '' }
}

/** Why nobody can write to this addressee, whoever they are; undefined where somebody can. */
export const closedToAll = (rules: LetterRules | null, addressee: string): LocalizedText | undefined => {
  const rule = rules?.rules.find((each) => each.addressee === null || each.addressee.includes(addressee))
  if (!rule || rule.template !== noTemplate) return undefined
  const { kind, country, language, resident } = rule
  return [kind, country, language, resident].every((filter) => filter === null) ? rule.reason : undefined
}

const fits = (rule: LetterRule, letter: LetterCase) =>
  among(rule.addressee, letter.addressee) &&
  among(rule.kind, letter.kind) &&
  among(rule.country, letter.country) &&
  among(rule.language, letter.language) &&
  (rule.resident === null || rule.resident === letter.resident)

const among = <Value>(wanted: Value[] | null, value: Value | null) =>
  wanted === null || (value !== null && wanted.includes(value))
