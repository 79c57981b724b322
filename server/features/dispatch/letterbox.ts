import type { Db } from '../../db/index.ts'
import { type Inbound, openInbound, type TlsPair } from '../../mail/index.ts'
import type { Vault } from '../privacy/index.ts'
import { findPlace, receiveMail } from './receive-mail.ts'

interface LetterboxOptions {
  db: Db
  vault: Vault
  now: () => Date
  port: number
  host: string
  domain: string
  tls?: TlsPair | undefined
  /** What came, or was refused, in a word, with nothing personal in it. */
  report: (what: string) => void
  onError: (error: unknown) => void
  /** There is new mail to send. */
  mailPromised: () => void
}

/** Receives bounces of letters and answers to them at the addresses that we gave with each letter. */
export const openLetterbox = ({
  db,
  vault,
  now,
  domain,
  report,
  mailPromised,
  ...rest
}: LetterboxOptions): Promise<Inbound> =>
  openInbound({
    ...rest,
    find: (address) => findPlace(db, vault, domain, address),
    take: async (place, mail) => {
      report(await receiveMail({ db, vault, now }, place, mail))
      mailPromised()
    },
    onRefused: (reason) => report(`refused ${reason}`),
  })
