/** How a word ends in the nominative, genitive and dative, longest endings first (Академическая грамматика, 1980). */
const ENDINGS: readonly (readonly [nominative: RegExp, genitive: string, dative: string])[] = [
  [/(?<=[^кгхжшщч])ий$|(?<=[жшщч])ий$/u, 'его', 'ему'],
  [/(?:ый|ой|ий)$/u, 'ого', 'ому'],
  [/(?<=[жшщч])ая$/u, 'ей', 'ей'],
  [/(?:ая)$/u, 'ой', 'ой'],
  [/(?:яя)$/u, 'ей', 'ей'],
  [/(?:ое)$/u, 'ого', 'ому'],
  [/(?:ее)$/u, 'его', 'ему'],
  [/(?:ия)$/u, 'ии', 'ии'],
  [/(?:ие)$/u, 'ия', 'ию'],
  [/(?:ые)$/u, 'ых', 'ым'],
  [/сол$/u, 'сла', 'слу'],
  [/ец$/u, 'ца', 'цу'],
  [/(?<=[гкхжшщч])а$/u, 'и', 'е'],
  [/а$/u, 'ы', 'е'],
  [/я$/u, 'и', 'е'],
  [/о$/u, 'а', 'у'],
  [/ь$/u, 'я', 'ю'],
  [/ь$/u, 'и', 'и'],
  [/й$/u, 'я', 'ю'],
  [/(?<=[бвгджзклмнпрстфхцчшщ])$/u, 'а', 'у'],
]

export interface OfficeForms {
  nominative: string
  genitive: string
  dative: string
}

const declines = (nominative: string, genitive: string, dative: string) =>
  ENDINGS.some(
    ([ending, ofGenitive, ofDative]) =>
      ending.test(nominative) &&
      nominative.replace(ending, ofGenitive) === genitive &&
      nominative.replace(ending, ofDative) === dative,
  )

const small = (text: string) => text.replaceAll('\u00a0', ' ').toLowerCase().split(/\s+/u)

/**
 * What is wrong with an office's three forms, undefined where nothing is. The words that head the name change as nouns
 * and adjectives do, «и» between them stays, and from the first word that is alike in all three («Республики Казахстан»)
 * the rest is alike too.
 */
export const faultIn = ({ nominative, genitive, dative }: OfficeForms): string | undefined => {
  const [inNominative, inGenitive, inDative] = [nominative, genitive, dative].map(small) as [
    string[],
    string[],
    string[],
  ]
  if (inNominative.length !== inGenitive.length || inNominative.length !== inDative.length) return 'a word is lost'
  let head = 0
  for (const [index, word] of inNominative.entries()) {
    const [other = '', another = ''] = [inGenitive[index], inDative[index]]
    const alike = word === other && word === another
    if (alike && !(word === 'и' && head === index && declinesNext(index))) break
    if (!alike && !declines(word, other, another)) return `«${word}, ${other}, ${another}»`
    head = index + 1
  }
  if (head === 0) return 'nothing declines'
  const tail = (words: string[]) => words.slice(head).join(' ')
  return tail(inNominative) === tail(inGenitive) && tail(inNominative) === tail(inDative)
    ? undefined
    : 'the rest changes'

  function declinesNext(index: number) {
    return inNominative[index + 1] !== inGenitive[index + 1]
  }
}
