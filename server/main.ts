import { readConfig } from './config.ts'
import { startServer } from './server.ts'
import { createLogger } from './web/logger.ts'

/** Time for requests in flight and promised mail; whoever sent the signal would end us soon afterwards anyway. */
const DRAIN_MS = 20_000

const reasonOf = (error: unknown): string =>
  error instanceof Error ? [error.message, ...(error.cause ? [reasonOf(error.cause)] : [])].join('\n') : String(error)

try {
  const config = readConfig(process.env)
  const logger = createLogger(config.logLevel)
  const server = await startServer(config, logger)
  process.stdout.write(server.greeting)

  let stopping = false
  const stop = (signal: string) => {
    if (stopping) return
    stopping = true
    logger.info({ signal }, 'Stopping')
    setTimeout(() => process.exit(1), DRAIN_MS).unref()
    server.close().then(
      () => process.exit(0),
      (error) => {
        logger.error({ err: error }, 'Stopping failed')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
} catch (error) {
  process.stderr.write(`Otklik did not start.\n${reasonOf(error)}\n`)
  process.exit(1)
}
