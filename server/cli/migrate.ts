import { runCommand } from './run-command.ts'

/** Opening the database migrates it; there is nothing more to do. */
export const runMigrateCommand = async (_args: string[], { print }: { print: (line: string) => void }) => {
  print('The database is up to date')
  return 0
}

await runCommand(import.meta.url, runMigrateCommand)
