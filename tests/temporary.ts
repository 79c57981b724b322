import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A new folder that others may pass: under root the database runs as another user. Remove it when done. */
export const temporaryFolder = async (name: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), `otklik-${name}-`))
  await chmod(folder, 0o711)
  return folder
}
