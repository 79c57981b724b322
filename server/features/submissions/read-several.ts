import { date as calendarDate } from '../../folders/fields.ts'
import { type Locale, locales, translator } from '../../i18n/index.ts'
import { hiddenCharacters } from '../../web/form.ts'
import { recommendationStates, type StateEntry } from '../campaigns/index.ts'

export type SeveralRead = { ok: true; states: StateEntry[] } | { ok: false; unread: { line: number; text: string }[] }

/** A state by its key or its words in either language. */
const stateBy = new Map(
  recommendationStates.flatMap((state) => [
    [state as string, state] as const,
    ...locales.map((locale) => [translator(locale)(`submissions.states.${state}`).toLowerCase(), state] as const),
  ]),
)

/**
 * Reads states as they are copied from a table, one a line: recommendation (its number or its key), state, who, day,
 * source and, optional, note, parted by tabs or semicolons; who and note in one language. All are read, or the lines
 * that could not be come out.
 */
export const readSeveral = (text: string, keyOf: (name: string) => string | undefined, locale: Locale): SeveralRead => {
  const states: StateEntry[] = []
  const unread: { line: number; text: string }[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const state = readLine(line, keyOf, locale)
    if (state) states.push(state)
    else unread.push({ line: index + 1, text: line.trim().slice(0, 80) })
  }
  return unread.length > 0 ? { ok: false, unread } : { ok: true, states }
}

const readLine = (
  line: string,
  keyOf: (name: string) => string | undefined,
  locale: Locale,
): StateEntry | undefined => {
  const parts = (line.includes('\t') ? line.split('\t') : line.split(';')).map((part) => part.trim())
  const [name = '', word = '', who = '', on = '', source = '', ...rest] = parts
  const note = rest.join('; ').replace(/[; ]+$/, '')
  const [recommendation, state] = [keyOf(name), stateBy.get(word.toLowerCase())]
  const whole = recommendation !== undefined && state !== undefined && who !== '' && source !== ''
  const short = who.length <= 300 && source.length <= 2000 && note.length <= 2000
  if (!whole || !short || hiddenCharacters.test(line.replaceAll('\t', ' ')) || !calendarDate.safeParse(on).success)
    return undefined
  return { recommendation, state, who: { [locale]: who }, on, source, note: note ? { [locale]: note } : {} }
}
