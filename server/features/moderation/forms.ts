import { z } from 'zod'
import type { FieldError } from '../../web/form.ts'
import { hiddenCharacters, message } from '../../web/form.ts'
import { type Refusable, type RefusalReason, reasonOf } from './reasons.ts'

export const tabs = ['comments', 'held', 'corrections', 'answers'] as const
export type Tab = (typeof tabs)[number]

export const kindOf = { comments: 'comment', held: 'held', corrections: 'correction', answers: 'answer' } as const

const slug = z
  .string()
  .max(80)
  .regex(/^[a-z\d-]+$/)

export const campaignParams = z.object({ campaign: slug })
export const tabParams = z.object({ campaign: slug, tab: z.enum(tabs) })
export const answerParams = z.object({ campaign: slug, id: z.uuid() })
export const teamParams = z.object({ team: slug })
export const publicParams = z.object({ slug })

/** What the queue is asked for by its address: where the page begins, and which decision has just been taken. */
export const queueQuery = z.object({
  after: z.string().max(80).optional().catch(undefined),
  done: z.uuid().optional().catch(undefined),
})

/** Where a thing in the queue is found: a signature by slot and id, anything else by its id. */
export interface ItemKey {
  slot: number | null
  id: string
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/

export const itemKey = ({ slot, id }: ItemKey) => (slot === null ? id : `${slot}.${id}`)

const readItemKey = (text: string): ItemKey | undefined => {
  const [, slot, id = ''] = /^(?:(\d{1,2})\.)?(.+)$/.exec(text) ?? []
  return UUID.test(id) ? { slot: slot === undefined ? null : Number(slot), id } : undefined
}

/** Where a page begins, as its address says it: «time~id». */
export const afterKey = (at: Date, id: string) => `${at.getTime()}~${id}`

export const readAfter = (text: string | undefined): { at: Date; id: string } | null => {
  const [, time, id = ''] = /^(\d{1,15})~(.+)$/.exec(text ?? '') ?? []
  return time !== undefined && UUID.test(id) ? { at: new Date(Number(time)), id } : null
}

/** As many as a page of the queue can hold, and not more. */
const MAX_ITEMS = 100

const decisionForm = z.object({
  accept: z.string().max(60).optional(),
  refuse: z.string().max(60).optional(),
  item: z
    .union([z.string(), z.array(z.string()).max(MAX_ITEMS)])
    .optional()
    .transform((items) => (items === undefined ? [] : [items].flat())),
  reason: z.string().max(40).optional().default(''),
  note: z
    .string()
    .max(500, message('moderation.errors.noteLong'))
    .refine((text) => !hiddenCharacters.test(text), message('moderation.errors.hidden'))
    .optional()
    .default('')
    .transform((text) => text.trim()),
})

export interface TypedDecision {
  chosen: string[]
  reason: string
  note: string
}

export type ReadDecision =
  | { ok: true; items: ItemKey[]; refusal: { reason: RefusalReason; note: string } | null }
  | { ok: false; typed: TypedDecision; errors: FieldError[] }

const SELECTED = 'selected'

const isRecord = (body: unknown): body is Record<string, unknown> => typeof body === 'object' && body !== null

const asTyped = (body: unknown): TypedDecision => {
  const fields = isRecord(body) ? body : {}
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  return {
    chosen: [fields.item].flat().filter((item): item is string => typeof item === 'string'),
    reason: text(fields.reason),
    note: text(fields.note),
  }
}

/** Reads what was decided: of those that are ticked, or of the one whose own button was pressed. */
export const readDecision = (kind: Refusable, body: unknown): ReadDecision => {
  const typed = asTyped(body)
  const read = decisionForm.safeParse(isRecord(body) ? body : {})
  if (!read.success) {
    const long = read.error.issues.some(({ path }) => path[0] === 'note')
    const errors: FieldError[] = [
      long
        ? { field: 'note', message: 'moderation.errors.noteLong' }
        : { field: 'items', message: 'moderation.errors.nothing' },
    ]
    return { ok: false, typed, errors }
  }
  const { accept, refuse, item, note } = read.data
  const pressed = accept ?? refuse
  const wanted = pressed === SELECTED ? item : pressed === undefined ? [] : [pressed]
  const items = wanted.map(readItemKey).filter((key) => key !== undefined)
  const reason = reasonOf(kind, read.data.reason)
  const refused = accept === undefined
  const errors: FieldError[] = [
    ...(items.length === 0 ? [{ field: 'items', message: 'moderation.errors.nothing' as const }] : []),
    ...(refused && !reason ? [{ field: 'reason', message: 'moderation.errors.reason' as const }] : []),
  ]
  if (errors.length > 0) return { ok: false, typed: { ...typed, chosen: wanted }, errors }
  return { ok: true, items, refusal: refused && reason ? { reason, note } : null }
}
