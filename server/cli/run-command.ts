import { fileURLToPath } from 'node:url'
import { readConfig } from '../config.ts'
import { type OpenDatabase, openDatabase } from '../db/open.ts'
import { loadMasterKey, Vault } from '../features/privacy/index.ts'
import { checkVault } from '../features/signatures/index.ts'

interface Tools {
  db: OpenDatabase['db']
  vault: Vault
  /** Where readers reach the site, without a slash at the end. */
  publicUrl: string
  print: (line: string) => void
}

/**
 * Runs a command of the module at moduleUrl where that module is what node was started with, on the same database
 * and key as the server's, and ends the process with its code; an error ends it with 1.
 */
export const runCommand = async (
  moduleUrl: string,
  command: (args: string[], tools: Tools) => Promise<number>,
): Promise<void> => {
  if (fileURLToPath(moduleUrl) !== process.argv[1]) return
  try {
    const config = readConfig(process.env)
    const vault = new Vault(loadMasterKey(config.secretKeyFile, { mayCreate: !config.secretKeyGiven }))
    const database = await openDatabase(config, { log: (message) => process.stderr.write(`${message}\n`) })
    try {
      await checkVault(database.db, vault)
      const print = (line: string) => process.stdout.write(`${line}\n`)
      process.exitCode = await command(process.argv.slice(2), {
        db: database.db,
        vault,
        publicUrl: config.publicUrl,
        print,
      })
    } finally {
      await database.close()
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
