/** What the platform knows of a writer and can look for in an answer. */
export interface Known {
  name: string
  email: string
  /** The incoming number of the letter. */
  number: string
}

const MASK = '█████'

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)

const EMAIL = /[^\s@<>()[\],;:"]{1,64}@[\p{L}\d.-]{1,253}\.[\p{L}]{2,24}/gu
/** Individual identification number of Kazakhstan: twelve digits, in groups or together. */
const IIN = /(?<!\d)\d(?:[ \u00a0-]?\d){11}(?!\d)/g
/** International and national forms with at least ten digits; a date or a law's number has fewer. */
const PHONE = /(?<![\d№])(?:\+|8[ \u00a0(-]|8(?=\d{10}(?!\d)))\d?(?:[ \u00a0().-]{0,2}\d){9,13}(?!\d)/g
/** From the word for street to the number of the house and flat. */
const STREET =
  /(?<!\p{L})(?:ул|улица|пр|просп|проспект|пер|переулок|мкр|микрорайон|бульвар|шоссе|наб|набережная|пл|площадь)(?:\.|(?=[ \u00a0]))[^\n;]{2,60}?(?:д|дом)\.?[ \u00a0]?\d+[\p{L}\d\x2f-]{0,6}(?:,?[ \u00a0]?(?:корп|кв|квартира|оф)\.?[ \u00a0]?\d+\p{L}?)?/giu
const POSTCODE = /(?<![\d№])\d{6}(?=,?[ \u00a0](?:г|город|РК|Республика|Россия|Казахстан|Kazakhstan))/gu

/** Parts of a name long enough to be somebody's, without their Russian endings: declined they are found as well. */
const stemsOf = (name: string) =>
  name
    .split(/[\s.]+/u)
    .filter((part) => [...part].length >= 4)
    .map((part) => part.replace(/(?:ый|ий|ой|ая|яя|а|я|ь|й|о|е)$/u, ''))
    .filter((stem) => [...stem].length >= 3)

const namePattern = (name: string) => {
  const stems = stemsOf(name).map(escaped)
  return stems.length > 0
    ? new RegExp(String.raw`(?<!\p{L})(?:${stems.join('|')})\p{L}{0,4}(?!\p{L})(?:[ \u00a0]\p{Lu}\.){0,2}`, 'giu')
    : undefined
}

/**
 * A first proposal of what to mask in an answer before anybody else reads it: the writer's name in any case, mail
 * addresses, telephone and identification numbers, street addresses, the incoming number. A person looks afterwards:
 * what no rule knows stays.
 */
export const proposeRedaction = (text: string, { name, email, number }: Known): string => {
  const literal = [email, number].filter((each) => each.length >= 3).map((each) => new RegExp(escaped(each), 'giu'))
  const patterns = [...literal, namePattern(name), EMAIL, IIN, PHONE, STREET, POSTCODE]
  return patterns.reduce((masked, pattern) => (pattern ? masked.replace(pattern, MASK) : masked), text)
}
