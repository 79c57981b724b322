/** What stands in braces after a heading or before an item: `{#key .class case=key}`, as Pandoc has it. */
export interface Attributes {
  key: string
  classes: string[]
  cases: string[]
}

export const noAttributes: Attributes = { key: '', classes: [], cases: [] }

const word = /^(?:#([a-z0-9][a-z0-9-]{0,59})|\.([a-z]+)|case=([a-z0-9][a-z0-9-]{0,59}))$/

/** The attributes in a pair of braces, or undefined where they are none. */
const parse = (inner: string): Attributes | undefined => {
  const found = { key: '', classes: [] as string[], cases: [] as string[] }
  for (const part of inner.split(/\s+/).filter(Boolean)) {
    const [, key, name, ofCase] = word.exec(part) ?? []
    if (key && !found.key) found.key = key
    else if (name) found.classes.push(name)
    else if (ofCase) found.cases.push(ofCase)
    else return undefined
  }
  return found
}

export interface Attributed {
  text: string
  attributes: Attributes
  /** Braces that could not be read, as they stand; empty where there is nothing of the kind. */
  unread: string
}

const split = (text: string, braces: string | undefined, rest: string): Attributed => {
  if (braces === undefined) return { text, attributes: noAttributes, unread: '' }
  const attributes = parse(braces)
  return attributes
    ? { text: rest, attributes, unread: '' }
    : { text: rest, attributes: noAttributes, unread: `{${braces}}` }
}

/** Attributes at the end of a line: those of a heading. */
export const attributesAfter = (text: string): Attributed => {
  const open = text.endsWith('}') ? text.lastIndexOf('{') : -1
  return open < 0 ? split(text, undefined, '') : split(text, text.slice(open + 1, -1), text.slice(0, open).trimEnd())
}

/** Attributes at the beginning of a text: those of a list's item or of a quotation. */
export const attributesBefore = (text: string): Attributed => {
  const close = /^\{[#.]/.test(text) ? text.indexOf('}') : -1
  return close < 0 ? split(text, undefined, '') : split(text, text.slice(1, close), text.slice(close + 1).trimStart())
}
