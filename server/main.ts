import { setFlagsFromString } from 'node:v8'
import { readConfig } from './config.ts'
import { openDatabase } from './db/open.ts'
import { loadMasterKey, Vault } from './features/privacy/index.ts'
import { createLogger } from './web/logger.ts'

// V8 learns from the first seconds that what a request allocates is kept for long, since a batch outlives a collection
// of the young, and then puts every request's objects where collecting them is dear: signing is a fifth slower.
setFlagsFromString('--no-allocation-site-pretenuring')

/** Time for requests in flight and promised mail; whoever sent the signal would end us soon afterwards anyway. */
const DRAIN_MS = 20_000

const reasonOf = (error: unknown): string =>
  error instanceof Error ? [error.message, ...(error.cause ? [reasonOf(error.cause)] : [])].join('\n') : String(error)

/** The first signal to stop; from then on the process has DRAIN_MS left, whatever it is at. */
const told = new Promise<string>((resolve) => {
  const hear = (signal: string) => {
    setTimeout(() => process.exit(1), DRAIN_MS).unref()
    resolve(signal)
  }
  process.on('SIGTERM', hear)
  process.on('SIGINT', hear)
})

try {
  const config = readConfig(process.env)
  const logger = createLogger(config.logLevel)
  const vault = new Vault(loadMasterKey(config.secretKeyFile, { mayCreate: !config.secretKeyGiven }))
  const opening = openDatabase(config, {
    log: (message) => logger.info(message),
    onError: (error) => logger.warn({ err: error }, 'A database connection broke'),
  })
  opening.catch(() => {}) // Told below, where it is awaited.
  // Loading the rest takes about as long as the database does, so the two go on side by side.
  const { startServer } = await import('./server.ts')
  const server = await startServer({ config, logger, vault, database: await opening })
  process.stdout.write(server.greeting)

  logger.info({ signal: await told }, 'Stopping')
  await server.close().catch((error) => {
    logger.error({ err: error }, 'Stopping failed')
    process.exit(1)
  })
  process.exit(0)
} catch (error) {
  process.stderr.write(`Otklik did not start.\n${reasonOf(error)}\n`)
  process.exit(1)
}
