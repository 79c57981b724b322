import type { TypedValues } from '../../../web/form.ts'

/** What a button beside a row asks for: `up:law`, `remove:law`, `add`, `add:office`, `up:prosecutor/killing`. */
export interface Move {
  act: 'up' | 'down' | 'remove' | 'add'
  row: string
  /** Something within the row that moves instead of it. */
  within: string
}

/** The move that was asked for; undefined for a form that was simply saved. */
export const readMove = (typed: TypedValues): Move | undefined => {
  const asked = typeof typed.move === 'string' ? typed.move : ''
  const [, act, row = '', within = ''] = /^(up|down|remove|add)(?::([^/]*)(?:\/(.*))?)?$/.exec(asked) ?? []
  return act ? { act: act as Move['act'], row, within } : undefined
}

const inRow = /^rows\.([^.]+)\.([a-z_]+)$/

/** The rows of a form in the order in which they stand on the page: `rows.<id>.<field>`. */
export const typedRows = (typed: TypedValues): { id: string; values: TypedValues }[] => {
  const rows = new Map<string, TypedValues>()
  for (const [name, value] of Object.entries(typed)) {
    const [, id, field] = inRow.exec(name) ?? []
    if (id === undefined || field === undefined) continue
    const values = rows.get(id) ?? {}
    values[field] = value
    rows.set(id, values)
  }
  return [...rows].map(([id, values]) => ({ id, values }))
}

export const rowField = (id: string, field: string) => `rows.${id}.${field}`

/** The list with one of it a place up or down, or gone. At the end of the list it stays where it is. */
export const moved = <Row>(rows: Row[], isIt: (row: Row) => boolean, act: Move['act']): Row[] => {
  const at = rows.findIndex(isIt)
  const row = rows[at]
  if (row === undefined || act === 'add') return rows
  const others = rows.toSpliced(at, 1)
  return act === 'remove' ? others : others.toSpliced(Math.max(0, at + (act === 'up' ? -1 : 1)), 0, row)
}

/** A key that none of these has: the word it comes from, else the word and a number. */
export const freeKey = (word: string, taken: string[]): string => {
  const base =
    word
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[^a-z0-9_]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 50) || 'item'
  if (!taken.includes(base)) return base
  let number = 2
  while (taken.includes(`${base}-${number}`)) number++
  return `${base}-${number}`
}
