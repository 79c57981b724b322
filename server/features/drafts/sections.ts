import type { Fact, SectionLocale } from '../../db/schema.ts'
import type { Locale } from '../../i18n/locale.ts'

/** A part of a campaign's text that is edited by itself; what it holds is shaped as in `SectionContents`. */
export interface Section {
  section: string
  /** '' is what all languages share. */
  locale: SectionLocale
  /** From 1; each change raises it. */
  revision: number
  content: unknown
  /** Somebody said so, and nothing has been changed since. */
  ready: boolean
  /** The other language's revision that this was last found to agree with; 0 where there was none, null: never. */
  seenOther: number | null
  /** The account; null: by command. */
  savedBy: string | null
  savedAt: Date
}

/** missing: nothing is written. outdated: the other language has changed since this was last said to be ready. */
export type SectionState = 'missing' | 'draft' | 'outdated' | 'ready'

/**
 * What each section holds. Nothing in it has been checked: a form saves what was typed, and `assembleFolder` tells what
 * is wrong. Shared sections name things in their order; a language's sections word them.
 */
export interface SectionContents {
  /** kind, country, opened (YYYY-MM-DD), goal, comments, limits, dispatch, quota_hour, anonymous as in campaign.yaml */
  basics: Record<string, unknown>
  facts: Record<string, Fact>
  heading: { title: string; summary: string; call_to_action: string }
  brief: { text: string; source?: string | null }[]
  body: { markdown: string }
  demands: { key: string }[] | Record<string, { text: string; letter: string }>
  topics: { key: string }[] | Record<string, { label: string; letter: string }>
  /** demands null or left out: all of them, in their order. An office that is spelled out stands whole. */
  addressees: { key: string; office: unknown; demands?: string[] | null }[]
  points: Record<string, string>
  leads: Record<string, string>
  evidence:
    | { key: string; kind: string; url: string; happened?: string | null; warning?: string | null }[]
    | { key: string; caption: string }[]
  /** By addressee; '' is for everyone without a template of their own. */
  letters: Record<string, string>
  fragments: { source: string }
  /** Empty, or as in letters/templates.yaml */
  'letter-rules': Record<string, unknown>
}

/** Where a section stands; `other` is the same section in the other language, undefined where there is none. */
export const sectionState = (
  section: Pick<Section, 'content' | 'ready' | 'seenOther'> | undefined,
  other?: Pick<Section, 'revision'>,
): SectionState => {
  if (!section) return 'missing'
  const { ready, seenOther } = section
  if (seenOther !== null && other && other.revision > seenOther) return 'outdated'
  if (ready) return 'ready'
  return isBlank(section.content) ? 'missing' : 'draft'
}

/** Whether nothing is written: no text that says anything, however the content is nested. A number says something. */
export const isBlank = (content: unknown): boolean => {
  if (typeof content === 'string') return content.trim() === ''
  if (typeof content === 'object' && content !== null) return Object.values(content).every(isBlank)
  return content === undefined || content === null
}

/** The section in this language and the one it is compared with. */
export const findPair = (sections: Section[], section: string, locale: Locale) => {
  const inLocale = (wanted: (locale: SectionLocale) => boolean) =>
    sections.find((each) => each.section === section && each.locale !== '' && wanted(each.locale))
  return { own: inLocale((each) => each === locale), other: inLocale((each) => each !== locale) }
}
