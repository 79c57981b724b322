/** Starts the cluster in the folder that it is given and stays: a process for the tests to kill. */
import { startEmbedded } from '../../server/db/embedded.ts'

const { url, adopted, stop } = await startEmbedded(process.argv[2] ?? '')
process.on('SIGTERM', async () => {
  await stop()
  process.exit()
})
console.log(JSON.stringify({ url, adopted }))
setInterval(() => {}, 60_000)
