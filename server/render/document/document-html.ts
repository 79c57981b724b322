import sanitizeHtml from 'sanitize-html'
import type { SafeHtml } from '../markdown.ts'
import type { Block, Footnote, Span } from './model.ts'

/** What a page says around a document's own words, and which of its cases it may show. */
export interface DocumentWords {
  /** A case's page; undefined where the case may not be shown. */
  caseUrl: (key: string) => string | undefined
  /** What a case is called under an example. */
  caseName: (key: string) => { words: string; lang: string }
  /** The page that has the footnotes; empty where it is this one. */
  notesAt: string
  /** “Footnote 3”, for those who hear the page. */
  note: (number: number) => string
  /** “Back to the text”, of one reference of several. */
  back: (number: number, reference: number) => string
  example: string
  /** Instead of a name that may not be shown, and of an example that tells of it. */
  withheldName: string
  withheldExample: string
}

const rules: sanitizeHtml.IOptions = {
  allowedTags: ['h4', 'p', 'ul', 'ol', 'li', 'em', 'strong', 'blockquote', 'a', 'hr', 'br', 'div', 'sup', 'span'],
  allowedAttributes: {
    a: ['href', 'rel', 'id', 'role', 'class', 'aria-label', 'lang'],
    ol: ['start'],
    div: ['class'],
    p: ['class'],
    sup: ['class'],
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => signs[sign] ?? '')

const clean = (html: string) => sanitizeHtml(html, rules) as SafeHtml

/** Blocks of text as HTML that has passed the allow-list. */
export const blocksHtml = (blocks: Block[], words: DocumentWords): SafeHtml =>
  clean(blocks.map((block) => blockHtml(block, words)).join('\n'))

/** One paragraph's text as HTML that has passed the allow-list. */
export const spansHtml = (spans: Span[], words: DocumentWords): SafeHtml => clean(inline(spans, words))

/** A footnote with a link back to each place that refers to it. */
export const noteHtml = ({ number, spans, references }: Footnote, words: DocumentWords): SafeHtml => {
  const backs = references.map((reference) => {
    const label = escaped(words.back(number, reference))
    return `<a class="back" role="doc-backlink" href="#${noteRefId(number, reference)}" aria-label="${label}">↩</a>`
  })
  return clean(`<p>${inline(spans, words)} ${backs.join(' ')}</p>`)
}

export const noteId = (number: number) => `note-${number}`
const noteRefId = (number: number, reference: number) => `note-${number}-${reference}`

const blockHtml = (block: Block, words: DocumentWords): string => {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${inline(block.spans, words)}</p>`
    case 'heading':
      return `<h4>${inline(block.spans, words)}</h4>`
    case 'rule':
      return '<hr>'
    case 'quote':
      return `<blockquote>${within(block.blocks, words)}</blockquote>`
    case 'list': {
      const items = block.items.map((item) => `<li>${within(item, words)}</li>`).join('')
      return block.ordered ? `<ol start="${block.start}">${items}</ol>` : `<ul>${items}</ul>`
    }
    case 'example':
      return exampleHtml(block, words)
  }
}

const within = (blocks: Block[], words: DocumentWords) => blocks.map((block) => blockHtml(block, words)).join('')

/** An example tells of its cases: where one may not be shown, neither may the example. */
const exampleHtml = ({ cases, blocks }: Extract<Block, { kind: 'example' }>, words: DocumentWords) => {
  const mark = `<p class="example-mark">${escaped(words.example)}</p>`
  const urls = cases.map((key) => ({ key, url: words.caseUrl(key) }))
  if (urls.some(({ url }) => url === undefined))
    return `<div class="example">${mark}<p>${escaped(words.withheldExample)}</p></div>`
  const links = urls.map(({ key, url }) => {
    const name = words.caseName(key)
    return `<a href="${escaped(url ?? '')}" lang="${escaped(name.lang)}">${escaped(name.words)}</a>`
  })
  const about = links.length > 0 ? `<p class="example-cases">${links.join(' · ')}</p>` : ''
  return `<div class="example">${mark}${within(blocks, words)}${about}</div>`
}

const inline = (spans: Span[], words: DocumentWords): string =>
  spans
    .map((span) => {
      if (span.kind === 'break') return '<br>'
      if (span.kind === 'note') return noteLink(span, words)
      return textHtml(span, words)
    })
    .join('')

const noteLink = ({ number, reference }: Extract<Span, { kind: 'note' }>, words: DocumentWords) => {
  const own = words.notesAt === '' ? ` id="${noteRefId(number, reference)}"` : ''
  const url = `${escaped(words.notesAt)}#${noteId(number)}`
  const label = escaped(words.note(number))
  return `<sup class="note"><a${own} href="${url}" role="doc-noteref" aria-label="${label}">${number}</a></sup>`
}

const textHtml = (span: Extract<Span, { kind: 'text' }>, words: DocumentWords) => {
  const url = span.ofCase === null ? undefined : words.caseUrl(span.ofCase)
  if (span.ofCase !== null && url === undefined) return escaped(words.withheldName)
  const strong = span.strong ? `<strong>${escaped(span.text)}</strong>` : escaped(span.text)
  const text = span.em ? `<em>${strong}</em>` : strong
  if (url !== undefined) return `<a class="to-case" href="${escaped(url)}">${text}</a>`
  if (span.href === null) return text
  return `<a href="${escaped(span.href)}" rel="noopener nofollow"${span.href === span.text ? ' class="bare"' : ''}>${text}</a>`
}
