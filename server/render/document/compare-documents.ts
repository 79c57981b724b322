import type { DocumentProblem, StructuredDocument } from './model.ts'

/** Every key of a document with where it stands: a topic, or a recommendation of one kind in a topic. */
const placesOf = ({ topics }: StructuredDocument) =>
  new Map(
    topics.flatMap(({ key, line, groups }): [string, { place: string; line: number }][] => [
      [key, { place: 'topic', line }],
      ...groups.flatMap(({ kind, items }) =>
        items.map((item): [string, { place: string; line: number }] => [
          item.key,
          { place: `${kind} in ${key}`, line: item.line },
        ]),
      ),
    ]),
  )

/**
 * What is wrong with a document's keys beside those of the same document in the other language. A translation may lack
 * some; so where each has keys that the other lacks, those of the one with fewer are refused, or of both if neither has.
 */
export const compareDocuments = (own: StructuredDocument, other: StructuredDocument): DocumentProblem[] => {
  const [here, there] = [placesOf(own), placesOf(other)]
  const extra = [...here.keys()].filter((key) => !there.has(key))
  const isTranslation = here.size <= there.size && [...there.keys()].some((key) => !here.has(key))
  return [...here].flatMap(([value, { place, line }]): DocumentProblem[] => {
    const counterpart = there.get(value)
    if (counterpart && counterpart.place !== place) return [{ line, message: 'submissions.faults.keyElsewhere', value }]
    return isTranslation && value !== '' && extra.includes(value)
      ? [{ line, message: 'submissions.faults.keyUnknown', value }]
      : []
  })
}

/** The document numbered as the fuller one of the two languages is, so that a number names the same in both. */
export const numberAlike = (own: StructuredDocument, other: StructuredDocument | undefined): StructuredDocument => {
  if (!other || placesOf(own).size >= placesOf(other).size) return own
  const numbers = new Map<string, number | string>(
    other.topics.flatMap(({ key, number, groups }) => [
      [key, number] as const,
      ...groups.flatMap(({ items }) => items.map((item) => [item.key, item.number] as const)),
    ]),
  )
  const topics = own.topics.map((topic) => ({
    ...topic,
    number: Number(numbers.get(topic.key) ?? topic.number),
    groups: topic.groups.map((group) => ({
      ...group,
      items: group.items.map((item) => ({ ...item, number: String(numbers.get(item.key) ?? item.number) })),
    })),
  }))
  return { ...own, topics }
}
