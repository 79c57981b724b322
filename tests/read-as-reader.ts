import { expect } from 'vitest'

/** Text as a reader sees it, from HTML or from a page: any space is one, any quotation mark the plain one. */
export const plain = (text: string) =>
  text
    .replace(/<[^>]+>/g, '')
    .replace(/&quot;|[“”„«»]/g, '"')
    .replace(/&#x27;|&#39;|&#x60;|[‘’`]/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/&nbsp;|\s/g, ' ')
    .replace(/ +/g, ' ')
    .trim()

/** Each part stands in the text, after the one before. */
export const expectInOrder = (text: string, parts: string[]) => {
  let from = 0
  for (const part of parts.map(plain)) {
    const at = text.indexOf(part, from)
    expect([part, at >= 0]).toEqual([part, true])
    from = at + part.length
  }
}
