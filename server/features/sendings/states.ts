import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import type { SendingState, SendingsTable } from '../../db/sending-tables.ts'

/**
 * The states of a letter on its way, and the moves that are legal. Overdue is no state: a letter is overdue while it
 * is sent, delivered or registered and its due date has passed.
 *
 * ```
 *               ┌──────────── by hand: “I sent it” ────────────┐
 *               │                                              ▼
 *  ● ──► drafted ──► queued ──────────────────────────────► sent ───┬──► registered ──► answered ■
 *               │    ▲    │ ▲                                ▲ │  │ │        ▲             ▲
 *               │    │    ▼ │                                │ │  │ └────────┼─────────────┤
 *               │    │   held ───────────────────────────────┤ │  └─► delivered ───────────┘
 *               │    │    │    (outcome unknown: a person    │ │          │
 *               │    │    │     looks, never doubled)        │ ▼          ▼
 *               │    └────┼───────────────────────────────── bounced ◄────┘
 *               ▼         ▼                                    │
 *            cancelled ◄──┴────────────────────────────────────┘  ■
 * ```
 */
export const legalMoves: Record<SendingState, SendingState[]> = {
  drafted: ['sent', 'queued', 'cancelled'],
  queued: ['sent', 'held', 'cancelled'],
  held: ['queued', 'sent', 'cancelled'],
  sent: ['delivered', 'bounced', 'registered', 'answered'],
  delivered: ['bounced', 'registered', 'answered'],
  bounced: ['queued', 'sent', 'cancelled'],
  registered: ['answered'],
  answered: [],
  cancelled: [],
}

/** Those in which an answer is awaited, so that the clock can run out. */
export const waitingStates: SendingState[] = ['sent', 'delivered', 'registered']

export const sendingStates = Object.keys(legalMoves) as SendingState[]

/** The states that a letter may come from to this one. */
export const statesBefore = (to: SendingState): SendingState[] =>
  sendingStates.filter((from) => legalMoves[from].includes(to))

/** What a move may set besides the state; dates as YYYY-MM-DD, the clock as JSON. */
export type SetByMove = Partial<{
  [Column in 'channel' | 'sent_on' | 'registered_on' | 'due_on' | 'answered_on']: SendingsTable[Column]
}> & { clock?: string | null; sealed?: Buffer | null }

interface Move {
  now: Date
  /** Why, in a word for the record; never anything personal. */
  reason?: string
  set?: SetByMove
}

/**
 * Moves a sending to a state and writes the move down, as one statement; works within the caller's transaction too.
 * False where the sending is not there or the move is not legal from where it stands now: of two who move it at once,
 * one wins, and the other is refused unless the move is legal from the new state as well.
 */
export const moveSending = async (
  db: Db,
  id: string,
  to: SendingState,
  { now, reason, set = {} }: Move,
): Promise<boolean> => {
  const before = statesBefore(to)
  if (before.length === 0) return false
  const moved = await db
    .with('was', (query) =>
      query
        .selectFrom('sendings')
        .select(['id', 'state'])
        .where('id', '=', id)
        .where('state', 'in', before)
        .forUpdate(),
    )
    .with('moved', (query) =>
      query
        .updateTable('sendings as letter')
        .from('was')
        .set({ ...set, state: to })
        .whereRef('letter.id', '=', 'was.id')
        .returning(['letter.id', 'was.state as from_state']),
    )
    .insertInto('sending_moves')
    .columns(['sending_id', 'moved_at', 'from_state', 'to_state', 'reason'])
    .expression((query) =>
      query
        .selectFrom('moved')
        .select(['moved.id', afterTheLast(now).as('moved_at'), 'moved.from_state'])
        .select([sql<SendingState>`${to}`.as('to_state'), sql<string | null>`${reason ?? null}`.as('reason')]),
    )
    .returning('sending_id')
    .execute()
  return moved.length > 0
}

/** Moves keep their order even where the clock stands still or steps back. */
const afterTheLast = (now: Date) => sql<Date>`greatest(${now}::timestamptz, (
  select max(moved_at) + interval '1 microsecond' from sending_moves where sending_id = moved.id))`
