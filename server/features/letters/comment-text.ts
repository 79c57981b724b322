import { type Block, itemText, type Letter } from './letter.ts'
import { blockText } from './letter-text.ts'

/**
 * The letter as a public comment of at most `max` characters: whom it speaks to, as much of its opening as there is
 * room for, what it asks, and who asks. Whole sentences and whole demands or none: those at the end go first. Counted
 * as browsers count (UTF-16), so no form cuts it. Address, telephone and mail stay out: everybody reads it. Undefined
 * where not even the first demand fits.
 */
export const commentText = (letter: Letter, max: number): string | undefined => {
  const { opening, intro, demands } = parted(letter.body)
  for (let kept = demands.length; kept >= Math.min(1, demands.length); kept--) {
    const asked = kept === 0 ? [] : [intro, ...ended(demands.slice(0, kept))]
    const withOpening = (sentences: string[]) => wholeComment(letter, sentences.join(' '), asked.join('\n'))
    if (withOpening([]).length > max) continue
    const sentences: string[] = []
    for (const sentence of opening) {
      if (withOpening([...sentences, sentence]).length > max) break
      sentences.push(sentence)
    }
    return withOpening(sentences)
  }
  return undefined
}

const wholeComment = ({ salutation, signature }: Letter, opening: string, asked: string) =>
  [salutation, opening, asked, signature].filter(Boolean).join('\n\n')

/** The sentences before the demands, the line that leads to them, and the demands as they are numbered. */
const parted = (body: Block[]) => {
  const at = body.findIndex(({ kind }) => kind === 'list')
  const before = at === -1 ? body : body.slice(0, at)
  const list = body[at]
  const lead = at === -1 ? undefined : before.at(-1)
  const leadSentences = lead?.kind === 'paragraph' ? sentencesOf(lead.text) : []
  const told = lead ? before.slice(0, -1) : before
  return {
    opening: told.flatMap((block) => sentencesOf(blockText(block))),
    intro: leadSentences.at(-1) ?? '',
    demands: list?.kind === 'list' ? list.items.map(itemText) : [],
  }
}

/** A list cut short still ends as a list does. */
const ended = (demands: string[]) =>
  demands.map((demand, index) => (index === demands.length - 1 ? `${demand.replace(/[\s.;,]+$/u, '')}.` : demand))

const ABBREVIATION =
  /(?:^|[\s\u00a0(«„“])(?:\p{Lu}|г|гг|ул|д|кв|ст|п|пп|т|им|тел|стр|см|др|пр|обл|Mr|Mrs|Ms|Dr|No|St)\.$/u

/** Sentences end at a mark before a space and a capital, figure or quote, but not after an abbreviation or initial. */
export const sentencesOf = (text: string): string[] => {
  const pieces = text.split(/(?<=[.!?…]["»”)]?)[ \n]+(?=["«“(]?[\p{Lu}\d—–])/u)
  const sentences: string[] = []
  for (const piece of pieces) {
    const last = sentences.at(-1)
    if (last !== undefined && ABBREVIATION.test(last)) sentences[sentences.length - 1] = `${last} ${piece}`
    else sentences.push(piece)
  }
  return sentences.filter(Boolean)
}
