import type { Db } from '../../db/index.ts'
import { type Asked, type Checked, checkDraft } from './check-draft.ts'

const FRESH_MS = 60_000
const MAX_KNOWN = 200

/**
 * What was found in drafts that have not changed since: composing a letter to every addressee takes its time. Offices
 * may change without the draft, so that nothing is known for longer than a minute. Publishing checks anew.
 */
export class KnownChecks {
  readonly #known = new Map<string, { stamp: string; at: number; checked: Checked }>()

  async find(db: Db, asked: Asked): Promise<Checked> {
    const { draft, chosen, ui, now } = asked
    const key = `${draft.campaign.id} ${ui}`
    const stamp = JSON.stringify([
      draft.campaign,
      chosen,
      draft.sections
        .map(
          ({ section, locale, revision, ready, seenOther }) => `${section} ${locale} ${revision} ${ready} ${seenOther}`,
        )
        .sort(),
    ])
    const known = this.#known.get(key)
    const at = now.getTime()
    if (known?.stamp === stamp && Math.abs(at - known.at) < FRESH_MS) return known.checked
    const checked = await checkDraft(db, asked)
    this.#known.delete(key)
    this.#known.set(key, { stamp, at, checked })
    const oldest = this.#known.keys().next().value
    if (this.#known.size > MAX_KNOWN && oldest !== undefined) this.#known.delete(oldest)
    return checked
  }
}
