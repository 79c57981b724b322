import type { Problem, YamlSource } from '../../folders/yaml-source.ts'
import type { DirectoryFileShape } from './directory-format.ts'

/** A file that was read, as far as its shape allows. */
export interface ReadFile {
  name: string
  source: YamlSource
  value: DirectoryFileShape | undefined
}

/** What no single entry shows: slugs given twice, parts of nothing or of themselves, terms that have not begun. */
export const checkDirectory = (files: ReadFile[], today: string): Problem[] => [
  ...repeatedSlugs(files),
  ...brokenTrees(files),
  ...futureTerms(files, today),
]

type Path = (string | number)[]
type Institution = NonNullable<ReadFile['value']>['institutions'][number]

const eachInstitution = <Found>(files: ReadFile[], look: (file: ReadFile, entry: Institution, path: Path) => Found[]) =>
  files.flatMap((file) =>
    (file.value?.institutions ?? []).flatMap((entry, index) => look(file, entry, ['institutions', index])),
  )

const repeatedSlugs = (files: ReadFile[]) => {
  const seen = { institution: new Map<string, string>(), office: new Map<string, string>() }
  const again = (kind: keyof typeof seen, slug: string, { source }: ReadFile, path: Path) => {
    const first = seen[kind].get(slug)
    if (first === undefined) seen[kind].set(slug, source.file)
    return first === undefined ? [] : [source.problemAt([...path, 'slug'], `${slug} is given twice, first in ${first}`)]
  }
  return eachInstitution(files, (file, { slug, offices }, path) => [
    ...again('institution', slug, file, path),
    ...offices.flatMap((office, index) => again('office', office.slug, file, [...path, 'offices', index])),
  ])
}

const brokenTrees = (files: ReadFile[]) => {
  const above = new Map<string, string | null>()
  eachInstitution(files, (_, { slug, part_of }) => {
    above.set(slug, part_of)
    return []
  })
  return eachInstitution(files, ({ source }, { slug, part_of }, path) => {
    if (part_of === null) return []
    if (!above.has(part_of))
      return [source.problemAt([...path, 'part_of'], `${part_of} is not an institution of this folder`)]
    return leadsBack(above, slug) ? [source.problemAt([...path, 'part_of'], `${slug} would be a part of itself`)] : []
  })
}

const leadsBack = (above: Map<string, string | null>, slug: string) => {
  const passed = new Set<string>()
  for (let at = above.get(slug); at && !passed.has(at); at = above.get(at)) {
    if (at === slug) return true
    passed.add(at)
  }
  return false
}

const futureTerms = (files: ReadFile[], today: string) =>
  eachInstitution(files, ({ source }, { offices }, path) =>
    offices.flatMap(({ officials }, place) =>
      officials.flatMap((official, index) =>
        (['since', 'until'] as const).flatMap((key) => {
          const date = official[key]
          const at = [...path, 'offices', place, 'officials', index, key]
          return date !== null && date > today
            ? [source.problemAt(at, 'is in the future: change the holder when the day has come')]
            : []
        }),
      ),
    ),
  )
