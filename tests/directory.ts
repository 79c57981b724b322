import type { Db } from '../server/db/index.ts'
import { type DirectoryFolder, importDirectory, readDirectory } from '../server/features/officials/index.ts'
import { inProject } from '../server/paths.ts'

export const demoDirectory = inProject('server/features/officials/demo')

export const readDemoDirectory = async (): Promise<DirectoryFolder> => {
  const read = await readDirectory(demoDirectory, '2100-01-01')
  if (!read.ok) throw new Error(JSON.stringify(read.problems, null, 2))
  return read.folder
}

/** The offices that the demo campaign names. */
export const importDemoDirectory = async (db: Db) => importDirectory(db, await readDemoDirectory())
