import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** The line between a server and its database, in the test's hand. */
export interface DatabaseLine {
  url: string
  /** Nothing passes any more, and nobody says so: a network that swallows packets, a machine that hangs. */
  freeze(): void
  thaw(): void
  close(): void
}

/** A line to the PostgreSQL of this address, which is one of a Unix socket. */
export const openLine = async (databaseUrl: string): Promise<DatabaseLine> => {
  const target = new URL(databaseUrl)
  const socketPath = `${target.searchParams.get('host')}/.s.PGSQL.${target.port || 5432}`
  const sockets = new Set<Socket>()
  let frozen = false

  const server = createServer((near) => {
    const far = connect(socketPath)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('data', (bytes) => to.write(bytes))
      from.on('error', () => to.destroy())
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
      if (frozen) from.pause()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0

  return {
    url: `postgres://${target.username}@127.0.0.1:${port}${target.pathname}`,
    freeze() {
      frozen = true
      for (const socket of sockets) socket.pause()
    },
    thaw() {
      frozen = false
      for (const socket of sockets) socket.resume()
    },
    close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
