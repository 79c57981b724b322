import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAlive } from '../server/db/embedded/postmaster.ts'
import { startEmbedded } from '../server/db/embedded.ts'

/** A new folder that others may pass: under root the database runs as another user. Remove it when done. */
export const temporaryFolder = async (name: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), `otklik-test-${process.pid}-${name}-`))
  await chmod(folder, 0o711)
  return folder
}

/** Ends the clusters that a killed test run has left, for PostgreSQL outlives whoever starts it. */
export const removeRemains = async (): Promise<void> => {
  for (const entry of await readdir(tmpdir())) {
    const pid = Number(/^otklik-test-(\d+)-/.exec(entry)?.[1])
    const folder = join(tmpdir(), entry)
    const owner = await stat(folder).then(
      (found) => found.uid,
      () => undefined,
    )
    if (!pid || isAlive(pid) || owner !== process.getuid?.()) continue

    const dataDir = join(folder, 'postgres')
    const running = await stat(join(dataDir, 'postmaster.pid')).catch(() => undefined)
    if (running) await startEmbedded(dataDir, { durable: false }).then((cluster) => cluster.stop())
    await rm(folder, { recursive: true, force: true })
  }
}
