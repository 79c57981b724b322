import type { Db } from '../../db/index.ts'

const MINUTES = 5

/** What a challenge is for: adding a key to an account, or signing in, where nobody knows yet who does. */
export type ChallengeFor = { purpose: 'registration'; accountId: string } | { purpose: 'sign-in'; accountId: null }

/** Remembers a challenge (base64url) for five minutes, and forgets those whose time is over. */
export const keepChallenge = async (db: Db, challenge: string, { purpose, accountId }: ChallengeFor, now: Date) => {
  await db.deleteFrom('passkey_challenges').where('expires_at', '<', now).execute()
  await db
    .insertInto('passkey_challenges')
    .values({
      challenge: Buffer.from(challenge, 'base64url'),
      purpose,
      account_id: accountId,
      expires_at: new Date(now.getTime() + MINUTES * 60_000),
    })
    .execute()
}

/** Whether this challenge was ours and for this; it is so once. */
export const takeChallenge = async (
  db: Db,
  challenge: string,
  { purpose, accountId }: ChallengeFor,
  now: Date,
): Promise<boolean> => {
  const taken = await db
    .deleteFrom('passkey_challenges')
    .where('challenge', '=', Buffer.from(challenge, 'base64url'))
    .where('purpose', '=', purpose)
    .where('account_id', 'is not distinct from', accountId)
    .where('expires_at', '>', now)
    .returning('purpose')
    .executeTakeFirst()
  return taken !== undefined
}
