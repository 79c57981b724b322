import type { FastifyRequest } from 'fastify'
import type { Site } from '../../render/page.ts'
import { readCookie } from './cookies.ts'
import type { Attempt } from './sign-in-delay.ts'

/** By whom a password is tried, as tries are counted: the account's address, the network and the browser's mark. */
export const attemptOf = (request: FastifyRequest, { publicUrl }: Site, email: string): Attempt => ({
  email,
  networkAddress: request.ip,
  device: readCookie(request.headers.cookie, publicUrl, 'desk-device'),
})
