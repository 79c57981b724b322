import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DirectoryFolder, readDirectory } from '../../../server/features/officials/index.ts'

/** Files by their names. */
export type Files = Record<string, string>

export const today = '2026-11-20'

/** A small directory of two files, of which each test bends what it needs. */
export const goodDirectory = (): Files => ({
  'town.yaml': `country: KZ
time_zone: Asia/Almaty
working_hours: "09:00-18:30"
answer_rule: kz-appk-76
institutions:
  - slug: town
    name: {en: Town Hall, ru: Акимат}
    offices:
      - slug: mayor
        name: {en: Mayor, ru: {nominative: Аким, genitive: Акима, dative: Акиму}}
        salutation: {en: "Dear Sir or Madam,", ru: Уважаемые господа!}
        officials:
          - name: {en: Ada Ivanova, ru: {nominative: Иванова Ада Павловна}}
            since: 2024-05-01
          - gender: male
            name: {en: Ivan Bur, ru: {nominative: Бур Иван Ильич, genitive: Бура Ивана Ильича, dative: Буру И. И.}}
            salutation: {en: "Dear Mr Bur,", ru: Уважаемый Иван Ильич!}
            since: 2020-01-01
            until: 2024-04-30
        channels:
          - {kind: email, address: mayor@town.example, attachments: none, source: The town’s page, checked_on: 2026-11-02}
          - {kind: post, address: {en: 1 Main St, ru: "ул. Главная, 1"}, legal_standing: appeal}
  - slug: water-board
    name: {en: Water Board, ru: Управление вод}
    part_of: town
    offices:
      - slug: water-chief
        name: {en: Chief, ru: {nominative: Начальник, genitive: Начальника, dative: Начальнику}}
        salutation: {en: "Dear Sir or Madam,", ru: Уважаемые господа!}
`,
  'world.yaml': `institutions:
  - slug: world
    name: {en: World Rivers, ru: Реки мира}
    time_zone: Europe/Paris
    offices:
      - slug: world-secretary
        name: {en: Secretary, ru: {nominative: Секретарь, genitive: Секретаря, dative: Секретарю}}
        salutation: {en: "Dear Sir or Madam,", ru: Уважаемые господа!}
        channels:
          - {kind: online-reception, address: "https://world.example/", state: failing, attachments: {files: 2, types: [pdf]}}
`,
})

/** The small directory with one text for another; what to replace must be there. */
export const bend = (...changes: [from: string, to: string][]): Files => {
  const files = goodDirectory()
  for (const [from, to] of changes) {
    const found = Object.entries(files).find(([, text]) => text.includes(from))
    if (!found) throw new Error(`No file contains ${from}`)
    files[found[0]] = found[1].replace(from, () => to)
  }
  return files
}

export const makeDirectory = async (files: Files = goodDirectory()) => {
  const dir = await mkdtemp(join(tmpdir(), 'directory-'))
  for (const [file, text] of Object.entries(files)) await writeFile(join(dir, file), text)
  return { dir, [Symbol.asyncDispose]: () => rm(dir, { recursive: true }) }
}

export const readGood = async (dir: string): Promise<DirectoryFolder> => {
  const read = await readDirectory(dir, today)
  if (!read.ok) throw new Error(JSON.stringify(read.problems, null, 2))
  return read.folder
}

export const directoryOf = async (files: Files = goodDirectory()): Promise<DirectoryFolder> => {
  await using folder = await makeDirectory(files)
  return await readGood(folder.dir)
}

/** Each problem of the folder that these files make, as the command prints it. */
export const problemsOf = async (files: Files) => {
  await using folder = await makeDirectory(files)
  const read = await readDirectory(folder.dir, today)
  return read.ok ? [] : read.problems.map(({ file, line, message }) => `${file}:${line}: ${message}`)
}
