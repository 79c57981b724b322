import type { FastifyReply } from 'fastify'
import type { Db } from '../../db/index.ts'
import type { Site } from '../../render/page.ts'
import type { Vault } from '../privacy/index.ts'
import { setCookie } from './cookies.ts'
import { LONGEST } from './sessions.ts'
import { deviceToken } from './sign-in-delay.ts'

/** What the room's pages are given. */
export interface AccountServices {
  db: Db
  vault: Vault
  site: Site
  now: () => Date
}

const DEVICE_SECONDS = 365 * 24 * 3600

/** Gives the browser this session's token, or takes its session away. */
export const setSession = (reply: FastifyReply, { publicUrl }: Site, token: string | null) =>
  reply.header('set-cookie', setCookie(publicUrl, 'desk', token ?? '', token === null ? 0 : LONGEST / 1_000))

/** Lets the browser in with this session: its cookie, and a mark by which the browser is known later. */
export const letIn = (
  reply: FastifyReply,
  { site, vault }: Pick<AccountServices, 'site' | 'vault'>,
  token: string,
  email: string,
) =>
  setSession(reply, site, token).header(
    'set-cookie',
    setCookie(site.publicUrl, 'desk-device', deviceToken(vault, email), DEVICE_SECONDS),
  )

/** Too many tries: the answer says how long to wait. */
export const tooSoon = (reply: FastifyReply, seconds: number) => reply.code(429).header('retry-after', String(seconds))
