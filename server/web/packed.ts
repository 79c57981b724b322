import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyReply } from 'fastify'
import { encodingFor } from './page-cache.ts'

const packers = {
  br: (bytes: Buffer) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes),
}

/**
 * Sends a page that is made for one reader, packed as their browser takes it; its type is set by the caller. For pages
 * without secrets only: what is typed comes back in them, and their length could tell of what stands beside it.
 */
export const sendPacked = async (reply: FastifyReply, page: string): Promise<FastifyReply> => {
  const encoding = encodingFor(reply.request.headers['accept-encoding'])
  reply.header('vary', 'accept-encoding')
  if (encoding === 'identity') return reply.send(page)
  return reply.header('content-encoding', encoding).send(await packers[encoding](Buffer.from(page)))
}
