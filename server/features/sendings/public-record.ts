import type { Db } from '../../db/index.ts'
import type { AnswerKind } from '../../db/sending-tables.ts'
import { type AtLeast, medianOf, sumOfShown } from './at-least.ts'
import { listFigures, type OfficeFigures } from './figures.ts'
import { answerKinds } from './forms.ts'

/** Figures as they were at an hour. */
export interface Snapshot {
  /** The beginning of the hour. */
  asOf: Date
  rows: OfficeFigures[]
}

/** What rows come to together; they overlap in nobody's letters. */
export interface Together {
  sent: AtLeast
  registered: AtLeast
  answered: AtLeast
  kinds: Record<AnswerKind, AtLeast>
  overdue: AtLeast
  medianDays: number | null
}

/** Made of what the rows show and of nothing else, so that it tells of no row that is missing. */
export const together = (rows: OfficeFigures[]): Together => ({
  sent: sumOfShown(rows.map(({ sent }) => sent)),
  registered: sumOfShown(rows.map(({ registered }) => registered)),
  answered: sumOfShown(rows.map(({ answered }) => answered)),
  overdue: sumOfShown(rows.map(({ overdue }) => overdue)),
  kinds: Object.fromEntries(
    answerKinds.map((kind) => [kind, sumOfShown(rows.map(({ kinds }) => kinds[kind]))]),
  ) as Together['kinds'],
  medianDays: medianOf(rows.flatMap(({ days }) => days)),
})

const HOUR = 3_600_000

/** The public figures, computed once an hour at most for each campaign and each office, however many ask. */
export class PublicRecord {
  readonly #db: Db
  readonly #now: () => Date
  #hour = 0
  #snapshots = new Map<string, Promise<Snapshot>>()

  constructor({ db, now }: { db: Db; now: () => Date }) {
    this.#db = db
    this.#now = now
  }

  ofCampaign(campaignId: string): Promise<Snapshot> {
    return this.#of({ campaignId })
  }

  ofOffice(officeId: string): Promise<Snapshot> {
    return this.#of({ officeId })
  }

  #of(whose: { campaignId: string } | { officeId: string }): Promise<Snapshot> {
    const hour = Math.floor(this.#now().getTime() / HOUR)
    if (hour !== this.#hour) {
      this.#hour = hour
      this.#snapshots = new Map()
    }
    const snapshots = this.#snapshots
    const key = JSON.stringify(whose)
    const known = snapshots.get(key)
    if (known) return known

    const snapshot = this.#take(whose, new Date(hour * HOUR))
    snapshots.set(key, snapshot)
    snapshot.catch(() => snapshots.delete(key))
    return snapshot
  }

  async #take(whose: { campaignId: string } | { officeId: string }, asOf: Date): Promise<Snapshot> {
    return { asOf, rows: await listFigures(this.#db, whose, asOf.toISOString().slice(0, 10)) }
  }
}
