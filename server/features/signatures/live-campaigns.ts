import type { Db } from '../../db/index.ts'
import type { SignatureState } from '../../db/schema.ts'
import { within } from '../../web/patience.ts'
import { type Campaign, findCampaign, findVersion, isPublic } from '../campaigns/index.ts'
import type { Vault } from '../privacy/index.ts'
import { findSubmission, type Submission } from '../submissions/index.ts'
import { listLatestUpdates, type UpdateLine } from './latest-updates.ts'
import { findCounts, listComments, listNewest } from './queries.ts'
import { type Signer, toSigner } from './signer.ts'

const NEWEST = 5
const COMMENTS = 20
const UPDATES = 3
const FRESH_MS = 1_000
/** Until then a reader gets what is known while the next look is under way; afterwards the reader waits for it. */
const USABLE_MS = 10_000
/** A database that hangs is away too: so long a reader waits for a look where something is known. */
const PATIENCE_MS = 1_500
const MAX_KNOWN = 500

/** A campaign as its public page shows it. */
export interface LiveCampaign {
  campaign: Campaign
  counts: Record<SignatureState, number>
  newest: Signer[]
  comments: Signer[]
  updates: UpdateLine[]
  /** Its document of topics, where it has one. */
  submission?: Submission | undefined
  /** Another whenever anything above is. */
  stamp: number
}

interface Known {
  live: LiveCampaign
  looked: number
  /** The last look failed or takes long: the database is away, and nobody waits for it. */
  failed: boolean
  peopleLooked: number
  looking: Promise<LiveCampaign | undefined> | undefined
}

interface LiveOptions {
  db: Db
  vault: Vault
  now: () => Date
}

const peopleOf = ({ newest, comments }: LiveCampaign) => ({ newest, comments })

const isSame = (one: object, other: object | undefined) => JSON.stringify(one) === JSON.stringify(other)

/**
 * The campaigns that are being read, each looked up at most once a second however many read it: its version and
 * counts each time, its texts and people only when they may have changed. Where the database is away, what was
 * known last is still shown.
 */
export class LiveCampaigns {
  readonly #options: LiveOptions
  readonly #known = new Map<string, Known>()
  /** Of campaigns of which nothing is known yet: however many ask at once, it is one look. */
  readonly #firstLooks = new Map<string, Promise<LiveCampaign | undefined>>()
  #stamp = 0
  /** What a look has seen is not kept where this has risen meanwhile: it may have looked too early. */
  #changes = 0

  constructor(options: LiveOptions) {
    this.#options = options
  }

  /** The campaign by its slug; undefined where there is none or it is a draft. Throws only where nothing is known. */
  find(slug: string): LiveCampaign | Promise<LiveCampaign | undefined> {
    const known = this.#known.get(slug)
    if (!known) return this.#lookFirst(slug)
    const age = this.#options.now().getTime() - known.looked
    if (age < FRESH_MS) return known.live
    known.looking ??= this.#lookAgain(slug, known)
    if (age < USABLE_MS || known.failed) return known.live
    return within(PATIENCE_MS, known.looking, () => {
      known.failed = true
      return known.live
    })
  }

  /** Somebody's name or comment is to be shown otherwise, or no longer: look at once. */
  peopleChanged(campaignId: string): void {
    this.#changes++
    this.#firstLooks.clear()
    for (const known of this.#known.values()) {
      if (known.live.campaign.id === campaignId) {
        known.peopleLooked = 0
        known.looked = 0
        known.looking = undefined
      }
    }
  }

  #lookFirst(slug: string): Promise<LiveCampaign | undefined> {
    const underWay = this.#firstLooks.get(slug)
    if (underWay) return underWay
    const look = this.#look(slug, undefined).finally(() => this.#firstLooks.delete(slug))
    this.#firstLooks.set(slug, look)
    return look
  }

  async #lookAgain(slug: string, known: Known): Promise<LiveCampaign | undefined> {
    try {
      return await this.#look(slug, known)
    } catch {
      known.looked = this.#options.now().getTime()
      known.failed = true
      return known.live
    } finally {
      known.looking = undefined
    }
  }

  async #look(slug: string, known: Known | undefined): Promise<LiveCampaign | undefined> {
    const { db } = this.#options
    const looked = this.#options.now().getTime()
    const changes = this.#changes
    const version = known && (await findVersion(db, known.live.campaign.id))
    const campaign =
      known && version === known.live.campaign.version ? known.live.campaign : await findCampaign(db, slug)
    if (!campaign || !isPublic(campaign.state)) {
      this.#known.delete(slug)
      return undefined
    }
    const counts = await findCounts(db, campaign.id)
    const countsChanged = !isSame(counts, known?.live.counts)
    const lookAtPeople = !known || countsChanged || looked - known.peopleLooked >= USABLE_MS
    const people = lookAtPeople ? await this.#people(campaign) : peopleOf(known.live)
    const sameCampaign = known !== undefined && campaign === known.live.campaign
    const updates = sameCampaign ? known.live.updates : await listLatestUpdates(db, campaign.id, UPDATES)
    const submission = sameCampaign ? known.live.submission : await findSubmission(db, campaign.id)
    const same = sameCampaign && !countsChanged && isSame(people, peopleOf(known.live))
    const live = same ? known.live : { campaign, counts, ...people, updates, submission, stamp: ++this.#stamp }
    if (changes !== this.#changes) return live
    this.#keep(slug, {
      live,
      looked,
      failed: false,
      peopleLooked: lookAtPeople ? looked : known.peopleLooked,
      looking: undefined,
    })
    return live
  }

  async #people(campaign: Campaign) {
    const { db, vault } = this.#options
    const [newest, comments] = await Promise.all([
      listNewest(db, campaign.id, NEWEST),
      listComments(db, campaign.id, COMMENTS),
    ])
    return {
      newest: newest.map((row) => toSigner(vault, campaign, row)),
      comments: comments.map((row) => toSigner(vault, campaign, row)),
    }
  }

  #keep(slug: string, known: Known) {
    this.#known.set(slug, known)
    const oldest = this.#known.keys().next().value
    if (this.#known.size > MAX_KNOWN && oldest !== undefined) this.#known.delete(oldest)
  }
}
