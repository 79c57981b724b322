import { randomBytes } from 'node:crypto'
import { type SealedCampaign, Vault } from '../../server/features/privacy/index.ts'

/** A vault in which, once told so, everything that was sealed has been planted: what people wrote comes out hostile. */
export class HostileVault extends Vault {
  #planted: string | undefined

  constructor() {
    super(randomBytes(32))
  }

  plant(words: string) {
    this.#planted = words
  }

  override open(campaign: SealedCampaign, sealed: Buffer, context: Buffer): string {
    return this.#plantIn(super.open(campaign, sealed, context))
  }

  override openOfAccount(sealed: Buffer, context: string): string {
    return this.#plantIn(super.openOfAccount(sealed, context))
  }

  #plantIn(text: string): string {
    const words = this.#planted
    if (words === undefined || text.includes('top.pwned=')) return text
    if (!/^[[{]/.test(text)) return planted(text, words)
    return JSON.stringify(JSON.parse(text), (_, value) => (typeof value === 'string' ? planted(value, words) : value))
  }
}

/** Addresses, codes and files are kept: only what has more than one word is words. */
const planted = (text: string, words: string) => (/\S\s+\S/.test(text) ? `${text}\n\n${words}` : text)
