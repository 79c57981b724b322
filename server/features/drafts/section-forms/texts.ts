import { checkMarkdown } from '../../../render/markdown.ts'
import { textAt } from './fields.ts'
import { listPart } from './list-part.ts'
import type { SectionScreen } from './part.ts'
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
  'images are not allowed in the text': 'drafts.edit.errors.image',
  'tables are not allowed in the text': 'drafts.edit.errors.table',
  'headings are ##, ### and ####': 'drafts.edit.errors.heading',
  'links are to http, https and mailto only': 'drafts.edit.errors.link',
} as const

const isKnown = (message: string): message is keyof typeof badMarkdown => message in badMarkdown

/** The text itself, in Markdown. */
export const body: SectionScreen = {
  name: 'body',
  title: 'drafts.edit.body.name',
  lead: 'drafts.edit.body.lead',
  shared: null,
  worded: {
    section: 'body',
    form: recordPart(
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
      (content) =>
        checkMarkdown(textAt(content, 'markdown'))
          .slice(0, 1)
          .map(({ line, message }) => ({
            field: 'markdown',
            message: isKnown(message) ? badMarkdown[message] : 'drafts.edit.errors.html',
            values: { line },
          })),
    ),
  },
  inLetters: false,
}
