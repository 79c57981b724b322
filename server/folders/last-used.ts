/** What was made of texts, as long as it is among the last so many that were asked for. */
export class LastUsed<Made extends object> {
  readonly #max: number
  readonly #made = new Map<string, Made>()

  constructor(max: number) {
    this.#max = max
  }

  /** What `make` makes of the text, made once while it is kept; where it throws, nothing is kept. */
  get(text: string, make: () => Made): Made {
    const made = this.#made.get(text) ?? make()
    this.#made.delete(text)
    this.#made.set(text, made)
    const [oldest] = this.#made.keys()
    if (this.#made.size > this.#max && oldest !== undefined) this.#made.delete(oldest)
    return made
  }
}
