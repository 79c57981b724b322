import { readShape } from '../../folders/yaml-shape.ts'
import { type Problem, readYaml, type YamlSource } from '../../folders/yaml-source.ts'
import { type Locale, locales, otherLocale, translator } from '../../i18n/index.ts'
import { compareDocuments } from '../../render/document/compare-documents.ts'
import { casesNamed, type DocumentProblem, recommendationsOf } from '../../render/document/model.ts'
import { type ReadDocument, readDocument } from '../../render/document/read-document.ts'
import { type CaseEntry, casesFile, type DocumentFiles, recommendationsFile, type StateEntry } from './folder-cases.ts'
import { casesFileName, documentFileName, recommendationsFileName, textFileName } from './folder-files.ts'

/** The folder's documents, cases and states of recommendations, with all that is wrong in them and among them. */
export const readDocumentFiles = (files: Map<string, string>): { value: DocumentFiles; problems: Problem[] } => {
  const [casesSource, statesSource] = [sourceOf(files, casesFileName), sourceOf(files, recommendationsFileName)]
  const cases = readShape(casesSource, casesFile)
  const states = readShape(statesSource, recommendationsFile)
  const documents: DocumentFiles['documents'] = {}
  const read: Partial<Record<Locale, ReadDocument>> = {}
  for (const locale of locales) {
    const source = files.get(documentFileName(locale))?.trimEnd()
    if (source === undefined) continue
    documents[locale] = source
    read[locale] = readDocument(source)
  }
  const named = files.has(casesFileName) && cases.value ? new Set(cases.value.map(({ key }) => key)) : undefined
  const problems = [
    ...cases.problems,
    ...states.problems,
    ...findTwice(casesSource, cases.value ?? []),
    ...locales.flatMap((locale) => checkDocument(files, locale, read, named)),
    ...((states.value && checkStates(statesSource, states.value, read)) ?? []),
  ]
  const value = {
    documents,
    cases: files.has(casesFileName) ? (cases.value ?? []) : null,
    recommendations: files.has(recommendationsFileName) ? (states.value ?? []) : null,
  }
  return { value, problems }
}

const sourceOf = (files: Map<string, string>, file: string) => readYaml(file, files.get(file) ?? '[]')

const findTwice = (source: YamlSource, cases: CaseEntry[]) => {
  const keys = cases.map(({ key }) => key)
  return keys.flatMap((key, index) =>
    keys.indexOf(key) < index ? [source.problemAt([index, 'key'], `${key} is given twice`)] : [],
  )
}

const checkDocument = (
  files: Map<string, string>,
  locale: Locale,
  all: Partial<Record<Locale, ReadDocument>>,
  cases: Set<string> | undefined,
): Problem[] => {
  const [read, other] = [all[locale], all[otherLocale(locale)]]
  if (!read) return []
  const file = documentFileName(locale)
  const stray = files.has(textFileName(locale))
    ? []
    : [{ file, line: 1, message: `there is no ${textFileName(locale)}` }]
  const compared = other ? compareDocuments(read.document, other.document) : []
  const unknown = cases ? unknownCases(files.get(file) ?? '', read, cases) : []
  return [...stray, ...[...read.problems, ...compared, ...unknown].map((problem) => inFile(file, problem))]
}

const inFile = (file: string, { line, message, value }: DocumentProblem): Problem => ({
  file,
  line,
  message: translator('en')(message, { value }),
  said: { message, values: { value } },
})

/** Cases that a document names and cases.yaml lacks, each at the line that names it first. */
export const unknownCases = (source: string, { document }: ReadDocument, cases: Set<string>): DocumentProblem[] => {
  const lines = source.split('\n')
  return casesNamed(document)
    .filter((key) => !cases.has(key))
    .map((key) => ({
      line: lines.findIndex((line) => line.includes(`case:${key}`) || line.includes(`case=${key}`)) + 1,
      message: 'submissions.faults.unknownCase' as const,
      value: key,
    }))
}

const checkStates = (source: YamlSource, states: StateEntry[], read: Partial<Record<Locale, ReadDocument>>) => {
  const known = new Set(
    Object.values(read).flatMap(({ document }) => recommendationsOf(document).map(({ key }) => key)),
  )
  const entries = Array.isArray(source.value) ? source.value : []
  const unknown = new Set(states.map(({ recommendation }) => recommendation).filter((key) => !known.has(key)))
  return entries.flatMap((entry, index) =>
    unknown.has(entry?.recommendation)
      ? [source.problemAt([index, 'recommendation'], `${entry.recommendation} is not a recommendation of the document`)]
      : [],
  )
}
