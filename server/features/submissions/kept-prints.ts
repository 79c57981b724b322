/** The last prints made, so that a document that many fetch is typeset once. */
export class KeptPrints {
  readonly #prints = new Map<string, { version: number; bytes: Promise<Buffer> }>()
  readonly #most: number

  constructor(most = 12) {
    this.#most = most
  }

  /** The print of this name and version, made where there is none; one that fails is not kept. */
  get(name: string, version: number, make: () => Promise<Buffer>): Promise<Buffer> {
    const known = this.#prints.get(name)
    if (known?.version === version) return known.bytes
    const bytes = make()
    this.#prints.delete(name)
    this.#prints.set(name, { version, bytes })
    bytes.catch(() => this.#prints.delete(name))
    const oldest = this.#prints.keys().next().value
    if (this.#prints.size > this.#most && oldest !== undefined) this.#prints.delete(oldest)
    return bytes
  }
}
