import {
  type Block,
  type DocumentProblem,
  plainText,
  type Recommendation,
  type RecommendationKind,
  type Section,
  type Span,
  type StructuredDocument,
  type Topic,
} from './model.ts'
import { attributesIn, type Node, type Reading, readBlocks, spansIn, treeOf } from './read-blocks.ts'
import { Notes } from './read-spans.ts'
import { takeDefinitions, tokensOf } from './tokens.ts'

export interface ReadDocument {
  document: StructuredDocument
  problems: DocumentProblem[]
}

/** What the text is in: before the topics, in one's text, among its recommendations or its references. */
interface Place {
  topic: Topic | undefined
  group: 'text' | RecommendationKind | 'references'
}

const groups = new Set(['general', 'specific', 'references'])

/** More than any document has; whatever lays one out may count on it. */
const most = { characters: 256_000, heading: 300, topics: 100, notes: 1000 }

/**
 * Reads a document of numbered topics (FOLDER.md, `<locale>.document.md`): `# heading` for what goes before, `## topic
 * {#key}`, text with `> {.example case=key}`, `### heading {.general}`, `{.specific}` and `{.references}` with a list
 * each, `- {#key}` before each recommendation, footnotes `[^1]`. All that is wrong comes out at once, by line; what
 * comes out besides is as good as it can be, and whole where there is no problem.
 */
export const readDocument = (source: string): ReadDocument => {
  const problems: DocumentProblem[] = []
  const refuse: Reading['refuse'] = (line, message, value = '') => problems.push({ line, message, value })
  const { rest, definitions } = takeDefinitions(source)
  const notes = new Notes(definitions, refuse)
  const reading: Reading = { notes, refuse }

  const preliminary: Section[] = []
  const topics: Topic[] = []
  const place: Place = { topic: undefined, group: 'text' }
  for (const node of treeOf(tokensOf(rest))) {
    if (node.token.type === 'heading_open') readHeading(node, place, preliminary, topics, reading)
    else readContent(node, place, preliminary, reading)
  }
  if (topics.length === 0) refuse(1, 'submissions.faults.noTopics')
  const footnotes = notes.all()
  if (source.length > most.characters) refuse(1, 'submissions.faults.long', String(most.characters / 1000))
  if (topics.length > most.topics)
    refuse(topics.at(-1)?.line ?? 1, 'submissions.faults.manyTopics', String(most.topics))
  if (footnotes.length > most.notes) refuse(1, 'submissions.faults.manyNotes', String(most.notes))
  checkTopics(topics, refuse)
  return {
    document: { preliminary, topics, footnotes },
    problems: problems.sort((a, b) => a.line - b.line),
  }
}

const readHeading = (node: Node, place: Place, preliminary: Section[], topics: Topic[], reading: Reading) => {
  const { tag } = node.token
  const attributes = attributesIn(node, reading)
  const { refuse } = reading
  const spans = spansIn(node, reading)
  const title = plainText(spans)
  if (spans.some(({ kind }) => kind === 'note')) refuse(node.line, 'submissions.faults.noteInHeading')
  const [group] = attributes.classes
  if (title.length > most.heading) refuse(node.line, 'submissions.faults.longHeading', String(most.heading))
  if (tag === 'h1') {
    if (place.topic) refuse(node.line, 'submissions.faults.afterTopics', title)
    else preliminary.push({ title, blocks: [] })
  } else if (tag === 'h2') {
    if (!attributes.key) refuse(node.line, 'submissions.faults.topicKey', title)
    const number = topics.length + 1
    place.topic = { key: attributes.key, number, title, line: node.line, blocks: [], groups: [], references: null }
    place.group = 'text'
    topics.push(place.topic)
  } else if (group !== undefined) {
    if (!groups.has(group) || tag !== 'h3' || !place.topic) refuse(node.line, 'submissions.faults.group', `.${group}`)
    else openGroup(place, place.topic, group as RecommendationKind | 'references', title)
  } else if (tag !== 'h3' && tag !== 'h4') refuse(node.line, 'submissions.faults.heading')
  else addBlocks([{ kind: 'heading', spans }], node.line, place, preliminary, reading)
}

const openGroup = (place: Place, topic: Topic, group: RecommendationKind | 'references', title: string) => {
  place.group = group
  if (group === 'references') topic.references = { title, items: topic.references?.items ?? [] }
  else topic.groups.push({ kind: group, title, items: [] })
}

const readContent = (node: Node, place: Place, preliminary: Section[], reading: Reading) => {
  const { topic, group } = place
  if (!topic || group === 'text') {
    addBlocks(readBlocks([node], reading), node.line, place, preliminary, reading)
    return
  }
  if (node.token.type !== 'bullet_list_open' && node.token.type !== 'ordered_list_open') {
    reading.refuse(node.line, 'submissions.faults.onlyList')
    return
  }
  for (const item of node.children) {
    const { key, spans } = readItem(item, reading)
    if (group === 'references') topic.references?.items.push(spans)
    else {
      if (!key) reading.refuse(item.line, 'submissions.faults.recommendationKey', plainText(spans).slice(0, 60))
      const before = topic.groups.reduce((sum, { items }) => sum + items.length, 0)
      const number = `${topic.number}.${before + 1}`
      topic.groups.at(-1)?.items.push({ key, number, kind: group, line: item.line, spans } satisfies Recommendation)
    }
  }
}

/** An item of recommendations or references is one paragraph. */
const readItem = (item: Node, reading: Reading): { key: string; spans: Span[] } => {
  const { key } = attributesIn(item, reading)
  const [first, ...more] = item.children
  const spans = first?.token.type === 'paragraph_open' ? spansIn(first, reading) : []
  if (more.length > 0 || spans.length === 0) reading.refuse(item.line, 'submissions.faults.oneParagraph')
  return { key, spans }
}

const addBlocks = (blocks: Block[], line: number, place: Place, preliminary: Section[], { refuse }: Reading) => {
  const { topic } = place
  if (topic && place.group !== 'text') {
    refuse(line, 'submissions.faults.afterRecommendations')
    return
  }
  if (!topic && preliminary.length === 0) preliminary.push({ title: '', blocks: [] })
  const into = topic?.blocks ?? preliminary.at(-1)?.blocks
  into?.push(...blocks)
}

/** Keys are anchors of one page: each stands once. */
const checkTopics = (topics: Topic[], refuse: Reading['refuse']) => {
  const seen = new Set<string>()
  const check = ({ key, line }: { key: string; line: number }) => {
    if (seen.has(key) && key) refuse(line, 'submissions.faults.keyTwice', key)
    seen.add(key)
  }
  for (const topic of topics) {
    check(topic)
    for (const { items, title } of topic.groups) {
      if (items.length === 0) refuse(topic.line, 'submissions.faults.emptyGroup', title)
      for (const item of items) check(item)
    }
  }
}
