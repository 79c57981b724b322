import { otherLocale, translator } from '../../../i18n/index.ts'
import { compareDocuments, readDocument } from '../../submissions/index.ts'
import { textAt } from './fields.ts'
import type { SectionScreen } from './part.ts'
import { recordPart } from './record-part.ts'

/** A document of numbered topics with recommendations, cases and footnotes; what is wrong in it is told by its line. */
export const document: SectionScreen = {
  name: 'document',
  title: 'submissions.edit.name',
  lead: 'submissions.edit.lead',
  shared: null,
  worded: {
    section: 'document',
    form: recordPart(
      [
        {
          name: 'source',
          kind: 'source',
          max: 200_000,
          rows: 30,
          optional: true,
          label: 'submissions.edit.source',
          hint: 'submissions.edit.hint',
        },
      ],
      (content, about) => {
        const source = textAt(content, 'source')
        if (about.locale === '' || !source) return []
        const { document, problems } = readDocument(source)
        const other = textAt(about.contentOf('document', otherLocale(about.locale)), 'source')
        const differing = other ? compareDocuments(document, readDocument(other).document) : []
        return [...problems, ...differing].slice(0, 1).map(({ line, message, value }) => ({
          field: 'source',
          message: 'submissions.edit.atLine' as const,
          values: { line, fault: translator(about.ui)(message, { value }) },
        }))
      },
    ),
  },
  inLetters: false,
  kinds: ['submission'],
}
