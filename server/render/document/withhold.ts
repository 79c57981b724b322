import { type Block, type Footnote, type StructuredDocument, spansOf } from './model.ts'

/**
 * The document without what its examples say of a case that may not be named, and without the footnotes that nothing
 * else refers to: a source can tell as much as a name. The examples stay, empty, so that a reader sees that they are
 * withheld; numbers stay as they were.
 */
export const withhold = (document: StructuredDocument, mayName: (key: string) => boolean): StructuredDocument => {
  const shown = (blocks: Block[]): Block[] =>
    blocks.map((block) => {
      switch (block.kind) {
        case 'example':
          return { ...block, blocks: block.cases.every(mayName) ? shown(block.blocks) : [] }
        case 'quote':
          return { ...block, blocks: shown(block.blocks) }
        case 'list':
          return { ...block, items: block.items.map(shown) }
        default:
          return block
      }
    })
  const preliminary = document.preliminary.map((section) => ({ ...section, blocks: shown(section.blocks) }))
  const topics = document.topics.map((topic) => ({ ...topic, blocks: shown(topic.blocks) }))
  return { preliminary, topics, footnotes: referredTo({ ...document, preliminary, topics }) }
}

/** The footnotes that the text refers to, each with the references that are left. */
const referredTo = (document: StructuredDocument): Footnote[] => {
  const notes = spansOf({ ...document, footnotes: [] }).flatMap((span) => (span.kind === 'note' ? [span] : []))
  return document.footnotes.flatMap((footnote) => {
    const references = notes.filter(({ number }) => number === footnote.number).map(({ reference }) => reference)
    return references.length > 0 ? [{ ...footnote, references }] : []
  })
}
