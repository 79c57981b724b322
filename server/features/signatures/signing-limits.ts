import { hash, randomBytes } from 'node:crypto'
import type { HeldReason, SigningLimits } from '../../db/schema.ts'
import { networkPrefix } from '../../web/network-prefix.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const MAX_COUNTED = 500_000

/** What a signature is counted by. */
interface Attempt {
  campaignId: string
  domain: string
  networkAddress: string
}

/** Counts by name within a span of time, all forgotten when the next one begins. */
class Window {
  readonly #span: number
  readonly #counts = new Map<string, number>()
  #began = 0

  constructor(span: number) {
    this.#span = span
  }

  /** How many there have been in this span, with this one. Past MAX_COUNTED names, new ones are not told apart. */
  count(name: string, now: number): number {
    if (now - this.#began >= this.#span) {
      this.#counts.clear()
      this.#began = now
    }
    const key = this.#counts.has(name) || this.#counts.size < MAX_COUNTED ? name : ''
    const count = (this.#counts.get(key) ?? 0) + 1
    this.#counts.set(key, count)
    return count
  }
}

/**
 * Decides whether a signature is held for a look, by how many came lately from its network, from its mail domain and
 * to its campaign. Network addresses are never kept: they are counted by a keyed hash of their prefix, under a key
 * that lives in memory for a day.
 */
export class LimitCounter {
  readonly #networks = new Window(HOUR)
  readonly #domains = new Window(HOUR)
  readonly #campaigns = new Window(MINUTE)
  #key = randomBytes(32).toString('hex')
  #keyMade = 0

  /** Counts the attempt; the reason to hold it, or null. */
  holdReason({ campaignId, domain, networkAddress }: Attempt, limits: SigningLimits, now: number): HeldReason | null {
    const network = this.#networks.count(`${campaignId} ${this.#keyed(networkAddress, now)}`, now)
    const sameDomain = this.#domains.count(`${campaignId} ${domain}`, now)
    const campaign = this.#campaigns.count(campaignId, now)
    if (network > limits.network_hour) return 'network'
    if (sameDomain > limits.domain_hour) return 'domain'
    if (campaign > limits.campaign_minute) return 'campaign'
    return null
  }

  #keyed(networkAddress: string, now: number) {
    if (now - this.#keyMade >= DAY) {
      this.#key = randomBytes(32).toString('hex')
      this.#keyMade = now
    }
    return hash('sha256', this.#key + networkPrefix(networkAddress), 'base64url').slice(0, 16)
  }
}
