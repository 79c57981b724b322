import { listNames, readText } from '../../folders/read-text.ts'
import { readShape } from '../../folders/yaml-shape.ts'
import { type Problem, readYaml } from '../../folders/yaml-source.ts'
import { checkDirectory, type ReadFile } from './check-directory.ts'
import {
  type DirectoryFileShape,
  type DirectoryFolder,
  directoryFile,
  type InstitutionEntry,
  listOrder,
  maxFileSize,
  type OfficialShape,
} from './directory-format.ts'
import type { Term } from './office.ts'
import { completeForms } from './person-forms.ts'

export type ReadDirectory = { ok: true; folder: DirectoryFolder } | { ok: false; problems: Problem[] }

const fileName = /^([a-z0-9][a-z0-9-]{0,59})\.yaml$/

/**
 * Reads a directory's folder (DIRECTORY.md) and checks all of it, within each file and across them; `today` is
 * YYYY-MM-DD. Every problem is told at once, by file and line. Forms of names that are left out are suggested.
 */
export const readDirectory = async (dir: string, today: string): Promise<ReadDirectory> => {
  const problems: Problem[] = []
  const files: ReadFile[] = []
  for (const file of await listNames(dir)) {
    const [, name] = fileName.exec(file) ?? []
    if (!name) {
      problems.push({ file, line: 1, message: 'is not a file of a directory: a-z, 0-9 and hyphens, then .yaml' })
      continue
    }
    const text = await readText(dir, file, maxFileSize, problems)
    if (text === undefined) continue
    const source = readYaml(file, text)
    const shape = readShape(source, directoryFile)
    problems.push(...shape.problems)
    files.push({ name, source, value: shape.value })
  }
  if (files.length === 0 && problems.length === 0) problems.push({ file: '.', line: 1, message: 'has no file' })
  problems.push(...checkDirectory(files, today))

  const folder = { files: files.flatMap((file) => (file.value ? [complete(file, file.value, problems)] : [])) }
  return problems.length > 0 ? { ok: false, problems: inOrder(problems) } : { ok: true, folder }
}

const complete = ({ name, source }: ReadFile, file: DirectoryFileShape, problems: Problem[]) => ({
  name,
  institutions: file.institutions.map((institution, at): InstitutionEntry => {
    const { country, time_zone, working_hours, answer_rule, part_of, offices, ...rest } = institution
    return {
      ...rest,
      partOf: part_of,
      country: settled(country, file.country),
      timeZone: settled(time_zone, file.time_zone),
      workingHours: settled(working_hours, file.working_hours),
      answerRule: settled(answer_rule, file.answer_rule),
      offices: offices.map(({ officials, ...office }, place) => ({
        ...office,
        officials: officials
          .flatMap((official, index) => {
            const term = toTerm(official)
            if (term) return [term]
            const path = ['institutions', at, 'offices', place, 'officials', index, 'name', 'ru', 'dative']
            problems.push(source.problemAt(path, 'cannot be suggested from this name: write the forms and the gender'))
            return []
          })
          .sort(listOrder),
      })),
    }
  }),
})

/** The institution's own word, else the file's. */
const settled = (own: string | null | undefined, file: string | null | undefined) =>
  own === undefined ? (file ?? null) : own

const toTerm = ({ since, until, ...written }: OfficialShape): Term | undefined => {
  const forms = completeForms(written)
  return forms && { ...forms, since, until }
}

/** By file and line; what is the same in both languages is told once. */
const inOrder = (problems: Problem[]) => {
  const unique = new Map(problems.map((problem) => [`${problem.file}:${problem.line}:${problem.message}`, problem]))
  return [...unique.values()].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
}
