import { readFileSync } from 'node:fs'
import { fastify } from 'fastify'

/** The yardstick of pages: Fastify alone, one route, which answers these bytes under these headers from memory. */
const [path = '/', headersFile = '', bodyFile = ''] = process.argv.slice(2)
const headers = JSON.parse(readFileSync(headersFile, 'utf8')) as Record<string, string>
const body = readFileSync(bodyFile)

const app = fastify()
app.get(path, (_request, reply) => {
  reply.headers(headers).send(body)
})
process.stdout.write(`${await app.listen({ port: 0, host: '127.0.0.1' })}\n`)
process.on('SIGTERM', () => process.exit(0))
