import type { FastifyReply } from 'fastify'
import { securityHeadersFor } from './security-headers.ts'

/** Names and values in turn, as http.ServerResponse.writeHead takes them. */
export const readyHeaders = (headers: Record<string, string>): string[] => Object.entries(headers).flat()

/**
 * Answers without Fastify's reply, which would look at each header and at the body anew, for a third of a page's whole
 * time: for answers that are the same for everybody. The headers must hold the length of the body and those of
 * security-headers. What Fastify knows better is kept: that a server about to stop ends its connections.
 */
export const sendReady = (reply: FastifyReply, status: number, headers: string[], body?: Buffer): FastifyReply => {
  const connection = reply.getHeader('connection')
  const { raw } = reply.hijack()
  if (connection !== undefined) raw.setHeader('connection', connection)
  raw.writeHead(status, headers).end(body)
  return reply
}

const redirectHeaders = readyHeaders({ ...securityHeadersFor(303), 'content-length': '0' })

/** Leads on to another page of ours by GET. The path must be made of what we know, not of what was sent. */
export const sendReadyRedirect = (reply: FastifyReply, path: string): FastifyReply =>
  sendReady(reply, 303, [...redirectHeaders, 'location', path])
