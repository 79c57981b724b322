import MarkdownIt from 'markdown-it'
import sanitizeHtml from 'sanitize-html'
import { type Images, imageSizes, imageUrl } from './image-element.ts'

declare const safe: unique symbol

/** HTML that may stand in a page as it is. Only a renderer that sanitises makes one. */
export type SafeHtml = string & { readonly [safe]: true }

const allowedLink = /^(?:https?:\/\/|mailto:)/i
/** A picture of the campaign by its name: `![A dog behind bars](image:dog)`. */
const ownImage = /^image:([a-z0-9][a-z0-9-]{0,59})$/

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false })
markdown.validateLink = (url) => allowedLink.test(url) || ownImage.test(url)

/** Words stand for a picture that is not there. A browser chooses the size by the column that it has for it. */
markdown.renderer.rules.image = (tokens, index, options, env, renderer) => {
  const token = tokens[index]
  const alt = renderer.renderInlineAsText(token?.children ?? [], options, env)
  const name = ownImage.exec(String(token?.attrGet('src')))?.[1] ?? ''
  const images = (env?.images ?? {}) as Images
  const image = Object.hasOwn(images, name) ? images[name] : undefined
  const { escapeHtml } = markdown.utils
  if (!image) return alt && escapeHtml(`[${alt}]`)
  const sizes = imageSizes(image)
  const choice = sizes && ` srcset="${sizes}" sizes="(min-width: 40rem) 40rem, 100vw"`
  const shape = `width="${image.width}" height="${image.height}" loading="lazy" decoding="async"`
  return `<img src="${imageUrl(image.digest)}"${choice} alt="${escapeHtml(alt)}" ${shape}>`
}

/** Sees what the renderer would only escape or drop, to refuse it where a text is taken in. */
const inspector = new MarkdownIt({ html: true, linkify: false, typographer: false })
inspector.validateLink = () => true

const imageAddress = /^\/images\/[0-9a-f]{64}\.webp$/

const rules: sanitizeHtml.IOptions = {
  allowedTags: ['h2', 'h3', 'h4', 'p', 'ul', 'ol', 'li', 'em', 'strong', 'blockquote', 'a', 'hr', 'br', 'code', 'img'],
  allowedAttributes: {
    a: ['href', 'rel'],
    img: ['src', 'srcset', 'sizes', 'alt', 'width', 'height', 'loading', 'decoding'],
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !imageAddress.test(attribs.src ?? ''),
  transformTags: {
    a: (tagName, { href }) => ({
      tagName,
      attribs: href && allowedLink.test(href) ? { href, rel: 'noopener nofollow' } : {},
    }),
  },
}

/**
 * Markdown to HTML for a page: headings from the second level to the fourth, paragraphs, lists, emphasis, quotes,
 * links to http, https and mailto, rules, code and the campaign's own pictures. Markup in the source shows as text; a
 * picture that is not among `images` is its description in brackets, and whatever else Markdown can make (tables) is
 * dropped. The output passes an allow-list after the renderer, so that neither alone is trusted.
 */
export const renderMarkdown = (source: string, images: Images = {}): SafeHtml =>
  sanitizeHtml(markdown.render(source, { images }), rules).trim() as SafeHtml

/** The names of the pictures that a text shows, each once. */
export const imagesIn = (source: string): string[] => {
  const named = imageTokens(source).flatMap(({ src }) => ownImage.exec(src)?.[1] ?? [])
  return [...new Set(named)]
}

const imageTokens = (source: string) =>
  inspector
    .parse(source, {})
    .flatMap(({ children, map }) =>
      (children ?? [])
        .filter(({ type }) => type === 'image')
        .map((token) => ({ src: String(token.attrGet('src')), line: (map?.[0] ?? 0) + 1 })),
    )

/** The pictures that a text names and that are not there; lines count from 1. */
export const missingImages = (source: string, known: (name: string) => boolean) =>
  imageTokens(source).flatMap(({ src, line }) => {
    const name = ownImage.exec(src)?.[1]
    return name === undefined || known(name) ? [] : [{ line, name }]
  })

type Token = ReturnType<typeof inspector.parse>[number]

/** What a source contains that `renderMarkdown` would not show as meant; lines count from 1. */
export const checkMarkdown = (source: string): { line: number; message: string }[] => {
  const found: { line: number; message: string }[] = []
  let line = 1
  const inspect = (tokens: Token[]) => {
    for (const token of tokens) {
      if (token.map) line = token.map[0] + 1
      const message = refusal(token)
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

const refusal = (token: Token) => {
  const { type, tag } = token
  if (type === 'html_block' || type === 'html_inline') return 'HTML is not allowed in the text'
  if (type === 'image') return imageRefusal(token)
  if (type === 'table_open') return 'tables are not allowed in the text'
  if (type === 'heading_open' && ['h1', 'h5', 'h6'].includes(tag)) return 'headings are ##, ### and ####'
  const href = token.attrGet('href')
  if (href !== null && !allowedLink.test(String(href))) return 'links are to http, https and mailto only'
  return undefined
}

const imageRefusal = (token: Token) => {
  if (!ownImage.test(String(token.attrGet('src'))))
    return 'a picture is named image:NAME, none is fetched from elsewhere'
  return token.content.trim() === '' ? 'a picture needs words that say what it shows: ![words](image:NAME)' : undefined
}
