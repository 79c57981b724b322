import { isIP } from 'node:net'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { type Db, isDatabaseAway } from '../../db/index.ts'
import { uuidBytes } from '../privacy/index.ts'
import { keepChallenge, takeChallenge } from './passkey-challenges.ts'
import { addPasskey } from './passkey-list.ts'

/** Loaded for the first passkey: it is large, and a start need not wait for it. */
const webauthn = () => import('@simplewebauthn/server')

/** Whom a device knows us by: the host of the site's address, and the address itself. */
export interface RelyingParty {
  id: string
  origin: string
}

export const relyingParty = (publicUrl: string): RelyingParty => {
  const { hostname, origin } = new URL(publicUrl)
  return { id: hostname, origin }
}

/** Not where the site is reached by a number: devices keep keys for names only (WebAuthn 2, 5.1.2). */
export const canHavePasskeys = (publicUrl: string): boolean =>
  isIP(new URL(publicUrl).hostname.replace(/^\[|\]$/g, '')) === 0

interface Ceremony {
  db: Db
  party: RelyingParty
  now: Date
}

const LONGEST_NAME = 60

/** What the device is asked, under the site's name, in order to keep a key for this account; it must tell its owner by PIN, finger or face. */
export const askToRegister = async (
  { db, party, now }: Ceremony,
  account: { id: string; name: string; email: string },
  siteName: string,
) => {
  const known = await db.selectFrom('passkeys').select('credential_id').where('account_id', '=', account.id).execute()
  const { generateRegistrationOptions } = await webauthn()
  const options = await generateRegistrationOptions({
    rpName: siteName,
    rpID: party.id,
    userID: new Uint8Array(uuidBytes(account.id)),
    userName: account.email,
    userDisplayName: account.name,
    attestationType: 'none',
    excludeCredentials: known.map(({ credential_id }) => ({ id: credential_id.toString('base64url') })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  await keepChallenge(db, options.challenge, { purpose: 'registration', accountId: account.id }, now)
  return options
}

/** Keeps the key that the device made, for whose session this is. False where the answer is not to our question, or the key is known already. */
export const registerPasskey = async (
  { db, party, now }: Ceremony,
  owner: { accountId: string; session: string },
  { response, name }: { response: RegistrationResponseJSON; name: string },
): Promise<boolean> => {
  const { verifyRegistrationResponse } = await webauthn()
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: (challenge) =>
      takeChallenge(db, challenge, { purpose: 'registration', accountId: owner.accountId }, now),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
  }).catch(notOurs)
  if (!verified?.verified) return false
  const { id, publicKey, counter, transports } = verified.registrationInfo.credential
  return addPasskey(db, owner, {
    credentialId: Buffer.from(id, 'base64url'),
    publicKey: Buffer.from(publicKey),
    counter,
    transports: transports ?? [],
    name: name.slice(0, LONGEST_NAME),
  })
}

/** What any device is asked that keeps a key for us: whose it is, the key says. */
export const askToSignIn = async ({ db, party, now }: Ceremony) => {
  const { generateAuthenticationOptions } = await webauthn()
  const options = await generateAuthenticationOptions({ rpID: party.id, userVerification: 'required' })
  await keepChallenge(db, options.challenge, { purpose: 'sign-in', accountId: null }, now)
  return options
}

/**
 * The account whose key has signed our question; undefined for an unknown key, a wrong or used answer, an owner whom the
 * device did not verify, and for a counter that does not go forward: then somebody has copied the key.
 */
export const signInByPasskey = async (
  { db, party, now }: Ceremony,
  response: AuthenticationResponseJSON,
): Promise<string | undefined> => {
  const passkey = await db
    .selectFrom('passkeys')
    .select(['id', 'account_id', 'credential_id', 'public_key', 'counter', 'transports'])
    .where('credential_id', '=', Buffer.from(response.id, 'base64url'))
    .executeTakeFirst()
  if (!passkey) return undefined
  const { verifyAuthenticationResponse } = await webauthn()
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: (challenge) => takeChallenge(db, challenge, { purpose: 'sign-in', accountId: null }, now),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    credential: {
      id: passkey.credential_id.toString('base64url'),
      publicKey: new Uint8Array(passkey.public_key),
      counter: passkey.counter,
      transports: passkey.transports,
    },
  }).catch(notOurs)
  if (!verified?.verified) return undefined
  const moved = await moveCounter(db, passkey.id, verified.authenticationInfo.newCounter, now)
  return moved ? passkey.account_id : undefined
}

/** Two answers with one count cannot both be right; a device that does not count always says 0. */
const moveCounter = async (db: Db, id: string, counter: number, now: Date): Promise<boolean> => {
  const moved = await db
    .updateTable('passkeys')
    .set({ counter, used_at: now })
    .where('id', '=', id)
    .where((row) => row.or([row('counter', '<', counter), row.and([row('counter', '=', 0), row.val(counter === 0)])]))
    .returning('id')
    .executeTakeFirst()
  return moved !== undefined
}

/** The library throws for each answer that it does not believe. */
const notOurs = (error: unknown) => {
  if (isDatabaseAway(error)) throw error
  return undefined
}
