import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { inProject, projectRoot } from '../../server/paths.ts'

export interface Source {
  /** From the project's folder, with slashes. */
  path: string
  text: string
}

/** All files of a folder of the project with one of these endings. */
export const sourcesIn = (folder: string, ...endings: string[]): Source[] =>
  readdirSync(inProject(folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => endings.some((ending) => file.endsWith(ending)))
    .map((file) => ({
      path: join(folder, file).replaceAll('\\', '/'),
      text: readFileSync(inProject(folder, file), 'utf8'),
    }))

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s+'([^']+)'|(?:^|\n)\s*import\s+'([^']+)'|import\(\s*'([^']+)'\s*\)/g

/** What a source imports: paths of the project's own files, and names of packages. */
export const importsOf = ({ path, text }: Source) => {
  const names = [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3] ?? '')
  const own = names
    .filter((name) => name.startsWith('.'))
    .map((name) => relative(projectRoot, normalize(join(projectRoot, dirname(path), name))).replaceAll('\\', '/'))
  return { own, packages: names.filter((name) => !name.startsWith('.')) }
}
