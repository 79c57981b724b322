import type { Honorific, OfficeHolderFacts, OrganisationFacts, SignatoryGroup } from '../../db/schema.ts'
import { countryCode, type Locale, locales, translator } from '../../i18n/index.ts'
import { honorifics } from '../campaigns/index.ts'

/** Lists of names as documents print them. What cannot be read comes back as it was typed. */
export interface ReadList<Facts> {
  read: Facts[]
  unread: string[]
}

/** One organisation a line, in the language of who types. */
export const readOrganisations = (text: string, locale: Locale): ReadList<OrganisationFacts> => {
  const lines = text.split('\n').map(clean).filter(Boolean)
  return {
    read: lines
      .filter((line) => line.length <= 200)
      .map((line) => ({ name: { [locale]: line }, website: null, country: null })),
    unread: lines.filter((line) => line.length > 200),
  }
}

/** “Mr Frank SCHWABE, Germany, SOC ; Ms Petra BAYR, Austria, SOC”: parted by semicolons or lines. */
export const readOfficeHolders = (
  text: string,
  locale: Locale,
  known: SignatoryGroup[],
): ReadList<OfficeHolderFacts> & { groups: SignatoryGroup[] } => {
  const groups = [...known]
  const read: OfficeHolderFacts[] = []
  const unread: string[] = []
  for (const entry of text.split(/[;\n]/).map(clean).filter(Boolean)) {
    const facts = readOfficeHolder(entry, locale, groups)
    if (facts) read.push(facts)
    else unread.push(entry)
  }
  return { read, unread, groups }
}

const clean = (text: string) => text.trim().replace(/\s+/gu, ' ').normalize('NFC')

const readOfficeHolder = (entry: string, locale: Locale, groups: SignatoryGroup[]): OfficeHolderFacts | undefined => {
  const [name = '', place = '', party = '', ...more] = entry.split(',').map(clean)
  const country = countryCode(place)
  const person = readName(name)
  if (!country || !person || more.length > 0 || entry.length > 300) return undefined
  return {
    honorific: person.honorific,
    given: { [locale]: person.given },
    surname: { [locale]: person.surname },
    country,
    group: party === '' ? null : groupKey(party, groups),
    capacity: {},
    since: null,
    until: null,
  }
}

const titles = new Map<string, Honorific>(
  locales
    .flatMap((locale) =>
      honorifics.map((key): [string, Honorific] => [titleOf(translator(locale)(`signatories.honorific.${key}`)), key]),
    )
    .reverse(),
)

function titleOf(word: string) {
  return word.toLowerCase().replace(/\.$/, '')
}

/** The surname begins at the first word in capitals, or at the particle before it: «De BOER». */
const readName = (name: string) => {
  const words = name.split(' ')
  const honorific = titles.get(titleOf(words[0] ?? '')) ?? null
  const rest = honorific ? words.slice(1) : words
  const capitals = rest.findIndex((word) => /\p{Lu}{2}/u.test(word) && !/\p{Ll}{2}/u.test(word))
  const first = capitals < 0 ? rest.length - 1 : capitals
  const begins = first > 1 && particles.has((rest[first - 1] ?? '').toLowerCase()) ? first - 1 : first
  const [given, surname] = [rest.slice(0, begins).join(' '), rest.slice(begins).join(' ')]
  return given !== '' && surname !== '' ? { honorific, given, surname } : undefined
}

const particles = new Set(['de', 'da', 'di', 'del', 'van', 'von', 'der', 'den', 'la', 'le', 'el', 'al', 'ter'])

/** The key of a group by what stands after a name; a new group where nobody has named it in full yet. */
const groupKey = (short: string, groups: SignatoryGroup[]): string => {
  const known = groups.find((group) =>
    locales.some((locale) => group.short[locale].toLowerCase() === short.toLowerCase()),
  )
  if (known) return known.key
  const key = newGroupKey(short, groups)
  groups.push({ key, short: { en: short, ru: short }, name: { en: short, ru: short } })
  return key
}

export const newGroupKey = (short: string, groups: SignatoryGroup[]): string => {
  const stem =
    short
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 50) || 'group'
  const taken = new Set(groups.map(({ key }) => key))
  for (let number = 1; ; number++) {
    const key = number === 1 ? stem : `${stem}-${number}`
    if (!taken.has(key)) return key
  }
}
