import type { Db } from '../../db/index.ts'
import { type DirectoryFolder, type InstitutionEntry, listOrder, type OfficeEntry } from './directory-format.ts'
import { toChannelEntry } from './plain-office.ts'
import { selectDirectory } from './queries.ts'

/** The directory as `readDirectory` would read it from its folder. */
export const exportDirectory = async (db: Db): Promise<DirectoryFolder> => {
  const files = new Map<string, InstitutionEntry[]>()
  for (const { directory, offices, ...institution } of await selectDirectory(db)) {
    if (directory === null) continue
    const entry = { ...institution, offices: offices.map(toOfficeEntry) }
    files.set(directory, [...(files.get(directory) ?? []), entry])
  }
  return { files: [...files].map(([name, institutions]) => ({ name, institutions })) }
}

type Row = Awaited<ReturnType<typeof selectDirectory>>[number]['offices'][number]

const toOfficeEntry = ({ terms, channels, ...office }: Row): OfficeEntry => ({
  ...office,
  officials: terms.toSorted(listOrder),
  channels: channels.map(toChannelEntry),
})
