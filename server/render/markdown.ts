import MarkdownIt from 'markdown-it'
import sanitizeHtml from 'sanitize-html'

declare const safe: unique symbol

/** HTML that may stand in a page as it is. Only a renderer that sanitises makes one. */
export type SafeHtml = string & { readonly [safe]: true }

const allowedLink = /^(?:https?:\/\/|mailto:)/i

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false })
markdown.validateLink = (url) => allowedLink.test(url)

/** Sees what the renderer would only escape or drop, to refuse it where a text is taken in. */
const inspector = new MarkdownIt({ html: true, linkify: false, typographer: false })
inspector.validateLink = () => true

const rules: sanitizeHtml.IOptions = {
  allowedTags: ['h2', 'h3', 'h4', 'p', 'ul', 'ol', 'li', 'em', 'strong', 'blockquote', 'a', 'hr', 'br', 'code'],
  allowedAttributes: { a: ['href', 'rel'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  transformTags: {
    a: (tagName, { href }) => ({
      tagName,
      attribs: href && allowedLink.test(href) ? { href, rel: 'noopener nofollow' } : {},
    }),
  },
}

/**
 * Markdown to HTML for a page: headings from the second level to the fourth, paragraphs, lists, emphasis, quotes,
 * links to http, https and mailto, rules and code. Markup in the source shows as text; whatever else Markdown can
 * make (images, tables) is dropped. The output passes an allow-list after the renderer, so that neither alone is trusted.
 */
export const renderMarkdown = (source: string): SafeHtml =>
  sanitizeHtml(markdown.render(source), rules).trim() as SafeHtml

/** What a source contains that `renderMarkdown` would not show as meant; lines count from 1. */
export const checkMarkdown = (source: string): { line: number; message: string }[] => {
  const found: { line: number; message: string }[] = []
  let line = 1
  const inspect = (tokens: ReturnType<typeof inspector.parse>) => {
    for (const token of tokens) {
      if (token.map) line = token.map[0] + 1
      const message = refusal(token.type, token.tag, token.attrs?.find(([name]) => name === 'href')?.[1])
      if (message) found.push({ line, message })
      for (const child of token.children ?? []) {
        inspect([child])
        if (child.type === 'softbreak' || child.type === 'hardbreak') line++
      }
    }
  }
  inspect(inspector.parse(source, {}))
  return found
}

const refusal = (type: string, tag: string, href: unknown) => {
  if (type === 'html_block' || type === 'html_inline') return 'HTML is not allowed in the text'
  if (type === 'image') return 'images are not allowed in the text'
  if (type === 'table_open') return 'tables are not allowed in the text'
  if (type === 'heading_open' && ['h1', 'h5', 'h6'].includes(tag)) return 'headings are ##, ### and ####'
  if (typeof href === 'string' && !allowedLink.test(href)) return 'links are to http, https and mailto only'
  return undefined
}
