import type { DocumentProblem, Span } from './model.ts'
import { attributeOf, type Definition, type Token, tokensOf } from './tokens.ts'

export type Refuse = (line: number, fault: DocumentProblem['message'], value?: string) => void

const outside = /^(?:https?:\/\/|mailto:)/i
const toCase = /^case:([a-z0-9][a-z0-9-]{0,59})$/

type Manner = Omit<Extract<Span, { kind: 'text' }>, 'kind' | 'text'>

/** The footnotes of a document as its text refers to them: numbered by first reference. */
export class Notes {
  readonly #definitions = new Map<string, Definition>()
  readonly #used = new Map<string, { number: number; references: number }>()
  readonly #refuse: Refuse

  constructor(definitions: Definition[], refuse: Refuse) {
    this.#refuse = refuse
    for (const definition of definitions) {
      if (this.#definitions.has(definition.label))
        refuse(definition.line, 'submissions.faults.noteTwice', definition.label)
      if (definition.text.trim() === '') refuse(definition.line, 'submissions.faults.noteEmpty', definition.label)
      this.#definitions.set(definition.label, definition)
    }
  }

  refer(label: string, line: number): Span[] {
    if (!this.#definitions.has(label)) {
      this.#refuse(line, 'submissions.faults.noteMissing', label)
      return []
    }
    const used = this.#used.get(label) ?? { number: this.#used.size + 1, references: 0 }
    used.references++
    this.#used.set(label, used)
    return [{ kind: 'note', number: used.number, reference: used.references }]
  }

  /** The notes in order; those that nothing refers to are refused. */
  all() {
    for (const { label, line } of this.#definitions.values())
      if (!this.#used.has(label)) this.#refuse(line, 'submissions.faults.noteUnused', label)
    return [...this.#used].flatMap(([label, { number, references }]) => {
      const found = this.#definitions.get(label)
      if (!found) return []
      const each = Array.from({ length: references }, (_, index) => index + 1)
      return [{ number, references: each, spans: readNote(found, this.#refuse) }]
    })
  }
}

const readNote = ({ text, line }: Definition, refuse: Refuse): Span[] => {
  const inline = tokensOf(text.trimStart()).filter(({ type }) => type === 'inline')
  const nested = {
    refer: (label: string) => {
      refuse(line, 'submissions.faults.noteInNote', label)
      return []
    },
  }
  return inline.flatMap((token) => readSpans(token, line, nested, refuse))
}

/** An inline token as spans. What a document does not hold is refused: HTML, images, links to elsewhere. */
export const readSpans = (token: Token, line: number, notes: Pick<Notes, 'refer'>, refuse: Refuse): Span[] => {
  const spans: Span[] = []
  const manner: Manner = { strong: false, em: false, href: null, ofCase: null }
  let at = line
  for (const child of token.children ?? []) {
    switch (child.type) {
      case 'text':
      case 'code_inline':
      case 'text_special':
        push(spans, child.content, manner)
        break
      case 'softbreak':
        push(spans, ' ', manner)
        at++
        break
      case 'hardbreak':
        spans.push({ kind: 'break' })
        at++
        break
      case 'note':
        spans.push(...notes.refer(child.content, at))
        break
      default:
        turn(manner, child, at, refuse)
    }
  }
  return spans
}

/** An opening or closing tag turns the manner of what follows. */
const turn = (manner: Manner, token: Token, line: number, refuse: Refuse) => {
  const { type, content } = token
  if (type === 'strong_open' || type === 'strong_close') manner.strong = type === 'strong_open'
  else if (type === 'em_open' || type === 'em_close') manner.em = type === 'em_open'
  else if (type === 'link_close') Object.assign(manner, { href: null, ofCase: null })
  else if (type === 'link_open') {
    const href = attributeOf(token, 'href') ?? ''
    const ofCase = toCase.exec(href)?.[1] ?? null
    if (ofCase) manner.ofCase = ofCase
    else if (outside.test(href)) manner.href = href
    else refuse(line, 'submissions.faults.link', href)
  } else if (type === 'image') refuse(line, 'submissions.faults.image')
  else refuse(line, 'submissions.faults.html', content)
}

const push = (spans: Span[], text: string, manner: Manner) => {
  if (text === '') return
  const last = spans.at(-1)
  const same =
    last?.kind === 'text' &&
    last.strong === manner.strong &&
    last.em === manner.em &&
    last.href === manner.href &&
    last.ofCase === manner.ofCase
  if (same) last.text += text
  else spans.push({ kind: 'text', text, ...manner })
}
