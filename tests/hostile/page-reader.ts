import { expect } from 'vitest'

/** One start tag of a page: its name, and its attributes as written. */
export interface Tag {
  name: string
  attributes: Map<string, string>
}

const START = /<([a-z][a-z\d]*)((?:\s+[a-z][a-z\d-]*(?:="[^"<>]*")?)*)\s*>/y
const END = /<\/[a-z][a-z\d]*>/y
const DOCTYPE = /<!doctype html>/y
const DATA = /<script type="application\/ld\+json">[^<>&]*<\/script>/y
const TEXT = /[^<>]+/y
const ATTRIBUTE = /\s+([a-z][a-z\d-]*)(?:="([^"<>]*)")?/g

const elements = new Set(
  (
    'html head meta title link script body a header nav main footer p h1 h2 h3 h4 form input label select option ' +
    'textarea fieldset legend div section ul ol li span button details summary blockquote strong em time small ' +
    'article aside figure dl dt dd progress table tr td th hr br code cite b i'
  ).split(' '),
)

/**
 * Reads a page of ours by a grammar far narrower than HTML's: double quotes, lower case, no comment, no stray angle
 * bracket in text or attribute. Whatever broke out of its place does not fit it, and the test fails there.
 */
export const readPage = (html: string): Tag[] => {
  const tags: Tag[] = []
  let at = 0
  const takes = (pattern: RegExp) => {
    pattern.lastIndex = at
    const found = pattern.exec(html)
    if (found) at = pattern.lastIndex
    return found
  }
  while (at < html.length) {
    if (takes(TEXT) || takes(END) || takes(DOCTYPE) || takes(DATA)) continue
    const start = takes(START)
    if (!start) throw new Error(`The page does not read on from: ${html.slice(Math.max(0, at - 80), at + 200)}`)
    const attributes = [...(start[2] ?? '').matchAll(ATTRIBUTE)].map(
      ([, name = '', value = '']) => [name, value] as const,
    )
    tags.push({ name: start[1] ?? '', attributes: new Map(attributes) })
  }
  return tags
}

const addresses = ['href', 'src', 'action', 'formaction']

/** Fails where a page holds anything that runs, loads from elsewhere, or is styled inline. */
export const expectHarmless = (html: string) => {
  for (const { name, attributes } of readPage(html)) {
    if (!elements.has(name)) throw new Error(`No template of ours makes <${name}>`)
    for (const [attribute, value] of attributes) {
      if (/^on|^style$|^srcdoc$/.test(attribute)) throw new Error(`<${name} ${attribute}="${value}">`)
      if (addresses.includes(attribute) && !/^(?:\/(?![/\\])|#|https?:\/\/|mailto:)/.test(value))
        throw new Error(`<${name} ${attribute}="${value}">`)
    }
    if (name === 'script') expect(attributes.get('src')).toMatch(/^\/assets\//)
  }
}

/** As templates escape what was typed. */
export const escaped = (text: string) =>
  text.replace(
    /[&<>"'`=]/g,
    (sign) =>
      ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;', '`': '&#x60;', '=': '&#x3D;' })[sign] ??
      '',
  )
