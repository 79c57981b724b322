import { type Locale, otherLocale, translator } from '../../i18n/index.ts'
import { numberAlike } from '../../render/document/compare-documents.ts'
import type { DocumentWords } from '../../render/document/document-html.ts'
import { recommendationsOf, type StructuredDocument } from '../../render/document/model.ts'
import { readDocument } from '../../render/document/read-document.ts'
import { withhold } from '../../render/document/withhold.ts'
import { mayShow, type Submission, saidIn } from './submission.ts'

export interface OpenDocument {
  document: StructuredDocument
  lang: Locale
  /** That the reader's language lacks the document, or some of it; empty where it has it all. */
  missing: string
}

/**
 * The document in the reader's language, or in the other where there is none, as far as it may be shown; undefined where
 * there is none at all.
 */
export const openDocument = ({ documents, cases }: Submission, locale: Locale): OpenDocument | undefined => {
  const t = translator(locale)
  const known = new Set(cases.filter(mayShow).map(({ key }) => key))
  const [own, other] = [documents[locale], documents[otherLocale(locale)]].map((source) =>
    source === undefined ? undefined : withhold(readDocument(source).document, (key) => known.has(key)),
  )
  if (!own) return other && { document: other, lang: otherLocale(locale), missing: t('submissions.missing.all') }
  const lacks = other ? recommendationsOf(other).length - recommendationsOf(own).length : 0
  const topics = other ? other.topics.length - own.topics.length : 0
  const missing = lacks > 0 || topics > 0 ? t('submissions.missing.some') : ''
  return { document: numberAlike(own, other), lang: locale, missing }
}

/** What stands around a document's words in a reader's language, and which cases it may name. */
export const wordsAround = ({ cases }: Submission, locale: Locale, campaignUrl: string): DocumentWords => {
  const t = translator(locale)
  const known = new Map(cases.filter(mayShow).map((one) => [one.key, one]))
  return {
    caseUrl: (key) => (known.has(key) ? `${campaignUrl}/cases/${key}` : undefined),
    caseName: (key) => saidIn(known.get(key)?.names ?? {}, locale) ?? { words: key, lang: locale },
    notesAt: '',
    note: (number) => t('submissions.note', { number }),
    back: (number, reference) => t('submissions.noteBack', { number, reference }),
    example: t('submissions.example'),
    withheldName: t('submissions.withheld.name'),
    withheldExample: t('submissions.withheld.example'),
  }
}
