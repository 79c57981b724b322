import { hash, type Options, verify } from '@node-rs/argon2'
import { type Db, QueueFullError } from '../../db/index.ts'
import type { Vault } from '../privacy/index.ts'
import { plainPassword } from './password-rules.ts'

/** The least that OWASP's cheat sheet on storing passwords names for Argon2id, which hash() uses: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } satisfies Options

/** As many hashes at once, so that a flood of sign-ins takes neither the memory nor both cores; then a short queue. */
const AT_ONCE = 2
const WAITING = 40

let running = 0
const waiting: (() => void)[] = []

const inTurn = async <Value>(work: () => Promise<Value>): Promise<Value> => {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING) throw new QueueFullError('Too many passwords are being checked')
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

/** Argon2id with a pepper that is not in the database. Throws QueueFullError where too many wait. */
export const hashPassword = (vault: Vault, password: string): Promise<string> =>
  inTurn(() => hash(plainPassword(password), { ...cost, secret: vault.pepper }))

let nobodys: Promise<string> | undefined

/**
 * Whether the password is the one that was hashed. Where there is no hash, and for one too long to be anybody's, the
 * answer is no and takes as long.
 */
export const isPassword = async (vault: Vault, hashed: string | null, password: string): Promise<boolean> => {
  nobodys ??= hashPassword(vault, 'nobody has this one')
  const against = hashed ?? (await nobodys)
  const right = await inTurn(() => verify(against, plainPassword(password.slice(0, 1_000)), { secret: vault.pepper }))
  return right && hashed !== null
}

/** Gives the account this password from now on; what else must follow, such as ending sessions, is the caller's. */
export const savePassword = async (db: Db, accountId: string, hashed: string): Promise<void> => {
  await db.updateTable('accounts').set({ password_hash: hashed }).where('id', '=', accountId).execute()
}
