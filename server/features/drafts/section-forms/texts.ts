import { checkMarkdown, missingImages } from '../../../render/markdown.ts'
import type { FieldError } from '../../../web/form.ts'
import { textAt } from './fields.ts'
import { listPart } from './list-part.ts'
import type { About, PicturePlace, SectionScreen } from './part.ts'
import { recordPart } from './record-part.ts'

/** Title, summary and the words above the form. */
export const heading: SectionScreen = {
  name: 'heading',
  title: 'drafts.edit.heading.name',
  lead: 'drafts.edit.heading.lead',
  shared: null,
  worded: {
    section: 'heading',
    form: recordPart([
      { name: 'title', kind: 'line', max: 150, label: 'drafts.edit.heading.title' },
      {
        name: 'summary',
        kind: 'prose',
        max: 500,
        rows: 4,
        label: 'drafts.edit.heading.summary',
        hint: 'drafts.edit.heading.summaryHint',
      },
      {
        name: 'call_to_action',
        kind: 'prose',
        max: 500,
        rows: 2,
        label: 'drafts.edit.heading.call',
        hint: 'drafts.edit.heading.callHint',
      },
    ]),
  },
  inLetters: false,
}

const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 58).trimEnd()}…` : text)

/** The matter in points, each with where it is known from. */
export const brief: SectionScreen = {
  name: 'brief',
  title: 'drafts.edit.brief.name',
  lead: 'drafts.edit.brief.lead',
  shared: null,
  worded: {
    section: 'brief',
    form: listPart({
      legend: 'drafts.edit.brief.legend',
      empty: 'drafts.edit.brief.empty',
      add: 'drafts.edit.brief.add',
      max: 30,
      fields: [
        { name: 'text', kind: 'prose', max: 600, rows: 3, label: 'drafts.edit.brief.text' },
        { name: 'source', kind: 'line', max: 2000, optional: true, label: 'drafts.edit.brief.source' },
      ],
      title: (row, _about, index) => `${index + 1}. ${shorten(textAt(row, 'text'))}`.trim(),
    }),
  },
  inLetters: false,
}

const badMarkdown = {
  'HTML is not allowed in the text': 'drafts.edit.errors.html',
  'a picture is named image:NAME, none is fetched from elsewhere': 'drafts.edit.errors.image',
  'a picture needs words that say what it shows: ![words](image:NAME)': 'drafts.edit.errors.imageWords',
  'tables are not allowed in the text': 'drafts.edit.errors.table',
  'headings are ##, ### and ####': 'drafts.edit.errors.heading',
  'links are to http, https and mailto only': 'drafts.edit.errors.link',
} as const

const isKnown = (message: string): message is keyof typeof badMarkdown => message in badMarkdown

/** The first thing that would not show as meant. */
const checkBody = (content: Record<string, unknown>, { images }: About): FieldError[] => {
  const source = textAt(content, 'markdown')
  const missing = missingImages(source, (name) => Object.hasOwn(images, name))
  const found: FieldError[] = [
    ...checkMarkdown(source).map(({ line, message }) => ({
      field: 'markdown',
      message: isKnown(message) ? badMarkdown[message] : ('drafts.edit.errors.html' as const),
      values: { line },
    })),
    ...missing.map(({ line, name }) => ({
      field: 'markdown',
      message: 'drafts.edit.errors.noImage' as const,
      values: { line, what: name },
    })),
  ]
  return found.slice(0, 1)
}

/** A picture stands in a paragraph of its own, after the one in which the cursor was, or at the end. */
const placeImage: PicturePlace['place'] = (typed, { name, alt }) => {
  const text = String(typed.markdown ?? '').replace(/\r\n?/g, '\n')
  const at = /^\d{1,6}$/.test(String(typed.at)) ? Number(typed.at) : text.length
  const end = text.indexOf('\n\n', at)
  const [before, after] = end < 0 ? [text, ''] : [text.slice(0, end), text.slice(end)]
  const words = alt.replace(/[\\[\]<*_`&]/g, '\\$&')
  const image = `![${words}](image:${name})`
  return { ...typed, markdown: [before.trimEnd(), image, after.trimStart()].filter(Boolean).join('\n\n') }
}

/** The text itself, in Markdown. */
export const body: SectionScreen = {
  name: 'body',
  title: 'drafts.edit.body.name',
  lead: 'drafts.edit.body.lead',
  shared: null,
  worded: {
    section: 'body',
    form: {
      ...recordPart(
        [
          {
            name: 'markdown',
            kind: 'markdown',
            max: 100_000,
            rows: 24,
            label: 'drafts.edit.body.markdown',
            hint: 'drafts.edit.body.markdownHint',
          },
        ],
        checkBody,
      ),
      picture: { described: true, place: placeImage },
    },
  },
  inLetters: false,
}
