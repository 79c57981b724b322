import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pick, replaceFile, toYaml } from '../../folders/write-text.ts'
import { locales } from '../../i18n/locale.ts'
import type { DirectoryFile, DirectoryFolder, InstitutionEntry, OfficeEntry } from './directory-format.ts'
import type { Term } from './office.ts'
import { plainChannel, plainOfficeName } from './plain-office.ts'

/**
 * Writes a directory as a folder that `readDirectory` reads back the same. Each file is replaced at once; YAML files
 * that the directory does not have are deleted, others left alone. Suggested forms are left out, to be suggested anew.
 */
export const writeDirectory = async (dir: string, { files }: DirectoryFolder): Promise<void> => {
  await mkdir(dir, { recursive: true })
  const names = new Set(files.map(({ name }) => `${name}.yaml`))
  for (const file of files) await replaceFile(join(dir, `${file.name}.yaml`), toYaml(plainFile(file)))
  for (const name of await readdir(dir)) {
    if (/^[a-z0-9][a-z0-9-]*\.yaml$/.test(name) && !names.has(name)) await rm(join(dir, name))
  }
}

const settings = {
  country: 'country',
  time_zone: 'timeZone',
  working_hours: 'workingHours',
  answer_rule: 'answerRule',
} as const

type SettingKey = keyof typeof settings

/** What all institutions of a file share stands once, at its head. */
const plainFile = ({ institutions }: DirectoryFile) => {
  const [first] = institutions
  const shared = (Object.keys(settings) as SettingKey[]).filter((key) => {
    const value = first?.[settings[key]]
    return value && institutions.every((institution) => institution[settings[key]] === value)
  })
  return {
    ...Object.fromEntries(shared.map((key) => [key, first?.[settings[key]]])),
    institutions: institutions.map((institution) => plainInstitution(institution, shared)),
  }
}

const plainInstitution = (institution: InstitutionEntry, shared: SettingKey[]) => {
  const own = (Object.keys(settings) as SettingKey[]).filter(
    (key) => !shared.includes(key) && institution[settings[key]],
  )
  return {
    slug: institution.slug,
    name: pick(institution.name, locales),
    ...(institution.partOf !== null && { part_of: institution.partOf }),
    ...Object.fromEntries(own.map((key) => [key, institution[settings[key]]])),
    ...(institution.offices.length > 0 && { offices: institution.offices.map(plainOffice) }),
  }
}

const plainOffice = ({ slug, name, salutation, officials, channels }: OfficeEntry) => ({
  slug,
  name: plainOfficeName(name),
  salutation: pick(salutation, locales),
  ...(officials.length > 0 && { officials: officials.map(plainTerm) }),
  ...(channels.length > 0 && { channels: channels.map(plainChannel) }),
})

const plainTerm = ({ gender, name, salutation, since, until, suggested }: Term) => ({
  ...(gender && !suggested.includes('gender') && { gender }),
  name: {
    en: name.en,
    ru: {
      nominative: name.ru.nominative,
      ...(name.ru.genitive && !suggested.includes('genitive') && { genitive: name.ru.genitive }),
      ...(!suggested.includes('dative') && { dative: name.ru.dative }),
    },
  },
  ...(!suggested.includes('salutation') && { salutation: pick(salutation, locales) }),
  ...(since && { since }),
  ...(until && { until }),
})
