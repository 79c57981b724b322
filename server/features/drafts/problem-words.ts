import type { MessageKey } from '../../i18n/index.ts'

type Said = { message: MessageKey; values: Record<string, string | number> }

/**
 * What the readers of folders say to whoever writes files, and the words of the desk for it. Named groups are the
 * values. The first that fits is taken.
 */
const table: [RegExp, MessageKey][] = [
  [/^is missing: no letter to (?<who>.+)$/, 'publishing.problems.noLetterTo'],
  [/^is missing, and so is/, 'publishing.problems.noText'],
  [/^is missing$/, 'publishing.problems.missing'],
  [
    /^(is empty|has no text after the front matter|must be (text|a number|a whole number|true or false))$/,
    'publishing.problems.missing',
  ],
  [/^must have at most (?<count>\d+) characters$/, 'publishing.problems.tooLong'],
  [/^must have at most (?<count>\d+) entries$/, 'publishing.problems.tooMany'],
  [/^must be at most (?<count>\d+)$/, 'publishing.problems.tooBig'],
  [/^must be at least (?<count>\d+)$/, 'publishing.problems.tooSmall'],
  [/^(is larger|longer) than (?<size>.+)$/, 'publishing.problems.tooLarge'],
  [/^must be one of: (?<list>.+)$/, 'publishing.problems.oneOf'],
  [/^forbidden character (?<what>U\+[\dA-F]+)$/, 'publishing.problems.forbidden'],
  [/^must be on one line$/, 'publishing.problems.oneLine'],
  [/^must be a (slug|key|name)\b/, 'publishing.problems.key'],
  [/^must be an e-mail address$/, 'publishing.problems.mailAddress'],
  [/^must be an http or https address$/, 'publishing.problems.webAddress'],
  [/^(must be a date|is not a real date|must be YYYY|must be a time)/, 'publishing.problems.date'],
  [/^must be a country/, 'publishing.problems.country'],
  [/^must be a number, a line of text/, 'publishing.problems.fact'],
  [/^must be off, on or/, 'publishing.problems.dispatch'],
  [/^(?:(?<what>.+?):? )?is given twice$/, 'publishing.problems.twice'],
  [/^(?<what>.+) is the office of an addressee above$/, 'publishing.problems.officeTwice'],
  [/^(?<what>.+) is the name of a page$/, 'publishing.problems.pageName'],
  [/^(?<what>.+) is not an office of the directory$/, 'publishing.problems.noOffice'],
  [/^is in the directory: /, 'publishing.problems.inDirectory'],
  [/^(?<what>.+) has another name (above|in the directory)$/, 'publishing.problems.otherName'],
  [/^(?<what>.+) is not among (the|its) /, 'publishing.problems.undeclared'],
  [/^there is no (?:en|ru)\.md$/, 'publishing.problems.letterWithoutText'],
  [/^there is no (?<what>letters\/.+)$/, 'publishing.problems.noTemplate'],
  [/^must say why there is no letter/, 'publishing.problems.noReason'],
  [/^HTML is not allowed/, 'publishing.problems.html'],
  [/^a picture is named/, 'publishing.problems.images'],
  [/^a picture needs words/, 'publishing.problems.imageWords'],
  [/^there is no images\/(?<what>.+)\.webp$/, 'publishing.problems.noImage'],
  [/^tables are not allowed/, 'publishing.problems.tables'],
  [/^headings are /, 'publishing.problems.headings'],
  [/^links are to /, 'publishing.problems.links'],
]

/** The desk's words for what a reader of folders says; what it has none for is given as it is said. */
export const problemWords = (told: string): Said => {
  for (const [pattern, message] of table) {
    const match = pattern.exec(told)
    if (match) return { message, values: { what: '', ...withNumbers(match.groups ?? {}) } }
  }
  return { message: 'publishing.problems.other', values: { what: told } }
}

/** Counts decide the forms of words beside them. */
const withNumbers = (groups: Record<string, string | undefined>) =>
  Object.fromEntries(
    Object.entries(groups).map(([name, value = '']) => [name, name === 'count' ? Number(value) : value]),
  )
