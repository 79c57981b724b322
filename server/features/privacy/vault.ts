import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  timingSafeEqual,
} from 'node:crypto'
import { canonicalAddress } from './canonical-address.ts'
import { KeyedHash } from './keyed-hash.ts'
import { randomFromPool } from './random.ts'

const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32
const ADDRESS_KEY_BYTES = 16

/** AES-256-GCM: version byte ‖ nonce ‖ ciphertext ‖ tag. The context is authenticated and not stored. */
const seal = (key: KeyObject, plaintext: string | Buffer, context: Buffer): Buffer => {
  const nonce = randomFromPool(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(context)
  const body = typeof plaintext === 'string' ? cipher.update(plaintext, 'utf8') : cipher.update(plaintext)
  cipher.final()
  return Buffer.concat([Buffer.of(VERSION), nonce, body, cipher.getAuthTag()])
}

const open = (key: KeyObject, sealed: Buffer, context: Buffer): Buffer => {
  if (sealed[0] !== VERSION) throw new Error(`Sealed data of unknown version ${sealed[0]}`)
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + NONCE_BYTES))
  decipher.setAAD(context)
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  return Buffer.concat([decipher.update(sealed.subarray(1 + NONCE_BYTES, -TAG_BYTES)), decipher.final()])
}

/** What belongs to one campaign: its id, and its data key as stored, which is sealed by the master key. */
export interface SealedCampaign {
  id: string
  dataKey: Buffer
}

/**
 * Everything that needs the master key. Each use has a key of its own, derived by HKDF (RFC 5869), so that no
 * key serves two purposes. Keys are kept as objects: a key in bytes is made one at each use, which from Node 24 on
 * takes several times as long as sealing.
 */
export class Vault {
  readonly #dataKeyKey: KeyObject
  readonly #addresses: KeyedHash
  readonly #tokenKey: KeyObject
  readonly #accountKey: KeyObject
  readonly #opened = new Map<string, KeyObject>()

  /** Goes into every hash of a password, so that a copy of the database alone cannot be guessed at. */
  readonly pepper: Buffer

  constructor(masterKey: Buffer) {
    const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', masterKey, '', `otklik ${purpose}`, KEY_BYTES))
    const deriveKey = (purpose: string) => createSecretKey(derive(purpose))
    this.#dataKeyKey = deriveKey('data keys')
    this.#addresses = new KeyedHash(derive('address keys'))
    this.#tokenKey = deriveKey('tokens')
    this.#accountKey = deriveKey('accounts')
    this.pepper = derive('passwords')
  }

  /** A new campaign's data key, sealed for storing. */
  newDataKey(): Buffer {
    return seal(this.#dataKeyKey, randomFromPool(KEY_BYTES), Buffer.alloc(0))
  }

  /** Throws where the data key was sealed by another master key. */
  checkDataKey(sealed: Buffer): void {
    open(this.#dataKeyKey, sealed, Buffer.alloc(0))
  }

  /** 16 bytes that stand for a mailbox in one campaign: equal for every spelling of it, and useless in any other. */
  addressKey(campaignId: string, address: string): Buffer {
    return this.#addresses.of(`${campaignId} ${canonicalAddress(address)}`).subarray(0, ADDRESS_KEY_BYTES)
  }

  seal(campaign: SealedCampaign, plaintext: string, context: Buffer): Buffer {
    return seal(this.#dataKey(campaign), plaintext, context)
  }

  /** Throws where the data were not sealed for this campaign and context, or were changed since. */
  open(campaign: SealedCampaign, sealed: Buffer, context: Buffer): string {
    return open(this.#dataKey(campaign), sealed, context).toString('utf8')
  }

  /** Seals what belongs to the desk's people rather than to a campaign; the context says whose it is and what. */
  sealOfAccount(plaintext: string, context: string): Buffer {
    return seal(this.#accountKey, plaintext, Buffer.from(context))
  }

  /** Throws where the data were not sealed for this context, or were changed since. */
  openOfAccount(sealed: Buffer, context: string): string {
    return open(this.#accountKey, sealed, Buffer.from(context)).toString('utf8')
  }

  /** 16 bytes that only this server can make for this purpose and subject. */
  sign(purpose: string, subject: Buffer): Buffer {
    return createHmac('sha256', this.#tokenKey).update(`${purpose} `).update(subject).digest().subarray(0, TAG_BYTES)
  }

  verify(purpose: string, subject: Buffer, mark: Buffer): boolean {
    return mark.length === TAG_BYTES && timingSafeEqual(this.sign(purpose, subject), mark)
  }

  #dataKey({ id, dataKey }: SealedCampaign): KeyObject {
    const known = this.#opened.get(id)
    if (known) return known
    const key = createSecretKey(open(this.#dataKeyKey, dataKey, Buffer.alloc(0)))
    this.#opened.set(id, key)
    return key
  }
}
