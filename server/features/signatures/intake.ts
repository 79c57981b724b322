import { GroupCommit } from '../../db/group-commit.ts'
import { type Db, newId } from '../../db/index.ts'
import type { Locale } from '../../i18n/index.ts'
import type { Campaign } from '../campaigns/index.ts'
import { domainOf, type Vault } from '../privacy/index.ts'
import { stateOfComment } from './comment-rules.ts'
import { confirmSignatures } from './confirm-signatures.ts'
import type { SignForm } from './forms.ts'
import type { SignatureKey } from './private-link.ts'
import { sealPerson, slotOf } from './sealed-person.ts'
import { LimitCounter } from './signing-limits.ts'
import { SigningSources } from './signing-sources.ts'
import { type NewSignature, writeSignatures } from './write-signatures.ts'

const MAX_BATCH = 256
const MAX_QUEUE = 4096

export interface IntakeOptions {
  db: Db
  vault: Vault
  now: () => Date
  /** Called after each commit that promised mail. */
  mailPromised: () => void
}

/** What arrives with a signing form besides its fields. */
export interface Circumstances {
  locale: Locale
  /** Only counted, as a keyed hash of its prefix. */
  networkAddress: string
}

/** PostgreSQL's classes of errors that lie in the data: 22 data exception, 23 integrity constraint violation. */
const blamesItem = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^2[23]/.test(error.code)

/**
 * The door through which signatures and confirmations come. Each promise settles after the commit that wrote it;
 * QueueFullError means that nothing was taken and the form may be sent again.
 */
export class Intake {
  readonly #options: IntakeOptions
  readonly #limits = new LimitCounter()
  readonly #sources: SigningSources
  readonly #signatures: GroupCommit<NewSignature>
  readonly #confirmations: GroupCommit<SignatureKey>

  constructor(options: IntakeOptions) {
    this.#options = options
    this.#sources = new SigningSources(options)
    const policy = { blamesItem, maxBatch: MAX_BATCH, maxQueue: MAX_QUEUE }
    this.#signatures = new GroupCommit({ ...policy, commit: (rows) => this.#writeOnce(rows) })
    this.#confirmations = new GroupCommit({
      ...policy,
      commit: (keys) => confirmSignatures(options.db, keys, options.now()),
    })
  }

  sign(campaign: Campaign, form: SignForm, circumstances: Circumstances): Promise<void> {
    const taken = this.#signatures.add(this.#judge(campaign, form, circumstances))
    return taken.then(() => this.#sources.count(campaign.id, form.from))
  }

  confirm(key: SignatureKey): Promise<void> {
    return this.#confirmations.add(key)
  }

  /** Settles when all that was taken is committed, and where it came from is counted. */
  async drain(): Promise<void> {
    await Promise.all([this.#signatures.drain(), this.#confirmations.drain()])
    await this.#sources.flush()
  }

  #judge(campaign: Campaign, form: SignForm, { locale, networkAddress }: Circumstances): NewSignature {
    const { vault, now } = this.#options
    const createdAt = now()
    const domain = domainOf(form.email)
    const addressKey = vault.addressKey(campaign.id, form.email)
    const heldReason = this.#limits.holdReason(
      { campaignId: campaign.id, domain, networkAddress },
      campaign.limits,
      createdAt.getTime(),
    )
    return {
      slot: slotOf(addressKey),
      campaignId: campaign.id,
      addressKey,
      id: newId(),
      mailId: newId(),
      createdAt,
      formKey: form.key,
      wantsUpdates: form.updates,
      resident: form.resident || form.country === campaign.country,
      sealed: sealPerson(vault, campaign, addressKey, form),
      state: heldReason ? 'held' : 'pending',
      heldReason,
      visibility: form.visibility,
      locale,
      country: form.country,
      commentState: stateOfComment(form.comment, campaign.comments),
      edition: form.edition >= 1 && form.edition <= campaign.edition ? form.edition : campaign.edition,
    }
  }

  /** Two rows of one address in a batch are one signature: the first is written, and both are answered. */
  async #writeOnce(rows: NewSignature[]): Promise<void> {
    const byAddress = new Map<string, NewSignature>()
    for (const row of rows) {
      const key = row.addressKey.toString('latin1') + row.campaignId
      if (!byAddress.has(key)) byAddress.set(key, row)
    }
    await writeSignatures(this.#options.db, [...byAddress.values()])
    this.#options.mailPromised()
  }
}
