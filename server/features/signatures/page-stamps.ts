import { phaseOf } from '../campaigns/index.ts'
import type { LiveCampaign } from './live-campaigns.ts'

const SECOND = 1_000
/** Minutes pass on a page that says “2 minutes ago”, though nothing else changes. */
const MINUTE = 60_000

/** Tells a campaign's page from the same page earlier. Looked at once a second, since every reader asks for it. */
export class PageStamps {
  readonly #now: () => Date
  readonly #stamps = new Map<LiveCampaign, string>()
  #second = 0

  constructor(now: () => Date) {
    this.#now = now
  }

  of(live: LiveCampaign): string {
    const now = this.#now()
    const second = Math.floor(now.getTime() / SECOND)
    if (second !== this.#second) this.#stamps.clear()
    this.#second = second
    const known = this.#stamps.get(live)
    if (known) return known
    const stamp = `${live.stamp} ${Math.floor(now.getTime() / MINUTE)} ${phaseOf(live.campaign, now)}`
    this.#stamps.set(live, stamp)
    return stamp
  }
}
