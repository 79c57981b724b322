import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type CampaignFolder, readCampaignFolder } from '../../../server/features/campaigns/index.ts'
import { inProject } from '../../../server/paths.ts'

export const demoFolder = inProject('server/features/campaigns/demo/stray-animals-kazakhstan')

/** Files by their path in the folder. */
export type Files = Record<string, string>

/** A small campaign in both languages, of which each test bends what it needs. */
export const goodFolder = (): Files => ({
  'campaign.yaml': `slug: river
kind: petition
state: open
country: KZ
opened: 2026-03-02
goal: 1000
organiser: {slug: friends, name: {en: Friends of the River, ru: Друзья реки}, email: friends@river.example}
comments: after-rules
facts:
  keeping_days: 60
  law: {en: the Water Code, ru: Водный кодекс}
demands: [clean, fence]
topics: [smell]
addressees:
  - key: mayor
    institution: {slug: town, name: {en: Town Hall, ru: Акимат}}
    office:
      slug: mayor
      name: {en: Mayor, ru: {nominative: Аким, genitive: Акима, dative: Акиму}}
      salutation: {en: "Dear Mayor,", ru: Уважаемый аким!}
    official:
      gender: female
      name: {en: Ada Ivanova, ru: {nominative: Иванова Ада Павловна, dative: Ивановой А. П.}}
      salutation: {en: "Dear Ms Ivanova,", ru: Уважаемая Ада Павловна!}
    channels:
      - {kind: email, address: mayor@town.example}
      - {kind: post, address: {en: 1 Main St, ru: "ул. Главная, 1"}, residents_only: true, languages: [ru]}
  - key: ministry
    institution: {slug: waters, name: {en: Ministry of Waters, ru: Министерство вод}}
    office:
      slug: minister
      name: {en: Minister, ru: {nominative: Министр, genitive: Министра, dative: Министру}}
      salutation: {en: "Dear Minister,", ru: Уважаемый министр!}
    demands: [fence]
    channels:
      - {kind: online-reception, address: "https://waters.example/", max_length: 5000, exposes: [iin], note: {en: Slow.}}
evidence:
  - {key: pipe, kind: photo, url: "https://photo.example/1", happened: 2021}
  - {key: fish, kind: video, url: "https://video.example/2", happened: 2021-03, warning: graphic}
`,
  'en.md': `---
title: Clean the river
summary: The river is dirty.
call_to_action: Sign for a clean river.
brief:
  - {text: No filters since 2019., source: "https://news.example/"}
demands:
  clean: {text: Clean it., letter: clean the river}
  fence: {text: Fence it., letter: fence the banks}
topics:
  smell: {label: The smell, letter: It smells.}
evidence:
  - {key: fish, caption: Dead fish}
  - {key: pipe, caption: The pipe}
points:
  mayor: The town owns the pipe.
---

## What we see

The river *stinks*.
`,
  'ru.md': `---
title: Очистите реку
summary: Река грязная.
call_to_action: Подпишитесь за чистую реку.
demands:
  clean: {text: Очистить., letter: очистить реку}
  fence: {text: Огородить., letter: огородить берега}
topics:
  smell: {label: Запах, letter: Она пахнет.}
evidence:
  - {key: pipe, caption: Труба}
---

Река пахнет.
`,
  'letters/en.hbs': '{{own_words}}\n\n{{list demands}}\n',
  'letters/ru.hbs': '{{own_words}}\n\n{{list demands}}\n',
  'letters/ru.mayor.hbs': 'Прошу Вас.\n',
})

export const makeFolder = async (files: Record<string, string | Buffer> = goodFolder()) => {
  const dir = await mkdtemp(join(tmpdir(), 'campaign-'))
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(dir, file)), { recursive: true })
    await writeFile(join(dir, file), content)
  }
  return { dir, [Symbol.asyncDispose]: () => rm(dir, { recursive: true }) }
}

export const readGood = async (dir: string): Promise<CampaignFolder> => {
  const read = await readCampaignFolder(dir)
  if (!read.ok) throw new Error(JSON.stringify(read.problems, null, 2))
  return read.folder
}

/** The folder that these files make, which must be without problems. */
export const folderOf = async (files: Record<string, string | Buffer>): Promise<CampaignFolder> => {
  await using folder = await makeFolder(files)
  return await readGood(folder.dir)
}

/** Each problem of the folder that these files make, as the command prints it. */
export const problemsOf = async (files: Record<string, string | Buffer>) => {
  await using folder = await makeFolder(files)
  const read = await readCampaignFolder(folder.dir)
  return read.ok ? [] : read.problems.map(({ file, line, message }) => `${file}:${line}: ${message}`)
}

/** The small campaign without some of its files. */
export const without = (...names: string[]) => {
  const files = goodFolder()
  for (const name of names) delete files[name]
  return files
}

/** The small campaign with one text for another in some of its files; what to replace must be there. */
export const bend = (...changes: [file: string, from: string, to: string][]): Files => {
  const files = goodFolder()
  for (const [file, from, to] of changes) {
    const text = files[file] ?? ''
    if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`)
    files[file] = text.replace(from, () => to)
  }
  return files
}

export const listFiles = async (dir: string) =>
  (await readdir(dir, { recursive: true })).map((name) => name.replaceAll('\\', '/')).sort()

export const readText = (dir: string, file: string) => readFile(join(dir, file), 'utf8')

/** The small campaign with one change in campaign.yaml, or in en.md. */
export const yaml = (from: string, to: string) => bend(['campaign.yaml', from, to])
export const en = (from: string, to: string) => bend(['en.md', from, to])
