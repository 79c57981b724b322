import { hash } from 'node:crypto'

/** SHA-256 reads blocks of so many bytes. */
const BLOCK = 64
const DIGEST = 32
const USUAL_TEXT = 512

/**
 * HMAC-SHA-256 (RFC 2104) of texts under one key of at most a block, by two hashes at one call each. The same as
 * createHmac gives, whose object for each text costs signing a tenth of its time.
 */
export class KeyedHash {
  #inner = Buffer.alloc(BLOCK + USUAL_TEXT)
  readonly #outer = Buffer.alloc(BLOCK + DIGEST)

  constructor(key: Buffer) {
    if (key.length > BLOCK) throw new RangeError(`A key of ${key.length} bytes is longer than a block`)
    for (let at = 0; at < BLOCK; at++) {
      this.#inner[at] = (key[at] ?? 0) ^ 0x36
      this.#outer[at] = (key[at] ?? 0) ^ 0x5c
    }
  }

  /** 32 bytes. */
  of(text: string): Buffer {
    const end = BLOCK + Buffer.byteLength(text)
    if (end > this.#inner.length) this.#inner = Buffer.concat([this.#inner.subarray(0, BLOCK)], end)
    this.#inner.write(text, BLOCK)
    this.#outer.write(hash('sha256', this.#inner.subarray(0, end), 'binary'), BLOCK, 'latin1')
    return Buffer.from(hash('sha256', this.#outer, 'binary'), 'latin1')
  }
}
