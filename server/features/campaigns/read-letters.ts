import { readShape } from '../../folders/yaml-shape.ts'
import { type Problem, readYaml, type YamlSource } from '../../folders/yaml-source.ts'
import { type Locale, locales } from '../../i18n/locale.ts'
import { fragmentsFileName, readLetterFileName, rulesFileName } from './folder-files.ts'
import { type CampaignFolder, sizes } from './folder-format.ts'
import { fragmentKey, type ReadFragment, readFragments } from './folder-fragments.ts'
import { commonTemplate, noTemplate, rulesFile } from './folder-rules.ts'

/** What the letters feature is asked to check: each template and fragment by its file, and the names of the facts. */
export interface LetterSources {
  facts: string[]
  templates: { file: string; locale: Locale; source: string }[]
  fragments: { file: string; locale: Locale; fragments: ReadFragment[] }[]
}

export type CheckLetters = (sources: LetterSources) => Problem[]

interface Declared {
  facts: string[]
  topics: string[]
  addressees: string[]
  /** Whether campaign.yaml could be read, so that what it does not declare is not there. */
  readable: boolean
}

type Letters = Pick<CampaignFolder, 'letters' | 'fragments' | 'letterRules'>

/** The folder's letters: templates, fragments and rules, with all that is wrong in them and among them. */
export const readLetters = (files: Map<string, string>, declared: Declared, check: CheckLetters) => {
  const templates = readTemplates(files)
  const sized = templates.filter(({ source }) => source !== '' && Buffer.byteLength(source) <= sizes.template)
  const fragments = locales.flatMap((locale) => {
    const file = fragmentsFileName(locale)
    const text = files.get(file)
    return text === undefined ? [] : [{ file, locale, ...readFragments(file, text) }]
  })
  const rules = readRules(files, declared.addressees, templates)
  const named = [...declared.addressees, ...(rules.value?.rules.map(({ template }) => template) ?? [])]
  const unused = rules.problems.length > 0 || !declared.readable ? [] : unusedTemplates(templates, named)
  const problems = [
    ...templates.flatMap(({ file, source }) => wrongSize(file, source)),
    ...fragments.flatMap((read) => [...read.problems, ...undeclared(read, declared)]),
    ...rules.problems,
    ...unused,
    ...check({ facts: declared.facts, templates: sized, fragments }),
  ]
  const letters: Letters = {
    letters: templates.map(({ locale, addressee, source }) => ({ locale, addressee, source })),
    fragments: fragments.flatMap(({ locale, fragments }) =>
      fragments.map(({ name, variants }) => ({ locale, name, variants: variants.map(({ source }) => source) })),
    ),
    letterRules: rules.value ?? null,
  }
  return { letters, problems }
}

const readTemplates = (files: Map<string, string>) =>
  [...files]
    .flatMap(([file, text]) => {
      const name = readLetterFileName(file)
      return name ? [{ ...name, file, source: text.trimEnd() }] : []
    })
    .sort((a, b) => (letterOrder(a) < letterOrder(b) ? -1 : 1))

const letterOrder = ({ locale, addressee }: { locale: Locale; addressee: string }) => `${locale}.${addressee}`

const wrongSize = (file: string, source: string): Problem[] => {
  if (source === '') return [{ file, line: 1, message: 'is empty' }]
  const message = `is larger than ${sizes.template / 1024} KB`
  return Buffer.byteLength(source) > sizes.template ? [{ file, line: 1, message }] : []
}

/** A template is an addressee's own, or one that the rules name. */
const unusedTemplates = (templates: { file: string; addressee: string }[], named: string[]): Problem[] =>
  templates
    .filter(({ addressee }) => addressee !== '' && !named.includes(addressee))
    .map(({ file, addressee }) => ({ file, line: 1, message: `${addressee} is not among the addressees` }))

const undeclared = ({ file, fragments }: { file: string; fragments: ReadFragment[] }, declared: Declared) =>
  fragments.flatMap(({ name, line }) => {
    const { list, key } = fragmentKey(name) ?? {}
    if (!list || !key || !declared.readable || declared[list].includes(key)) return []
    return [{ file, line, message: `${key} is not among the ${list} of campaign.yaml` }]
  })

const readRules = (files: Map<string, string>, addressees: string[], templates: { addressee: string }[]) => {
  const text = files.get(rulesFileName)
  if (text === undefined) return { value: undefined, problems: [] }
  const source = readYaml(rulesFileName, text)
  const read = readShape(source, rulesFile)
  if (!read.value) return read
  const problems = read.value.rules.flatMap((rule, index) => [
    ...wrongTemplate(source, index, rule.template, templates),
    ...(rule.addressee ?? []).flatMap((key, at) =>
      addressees.includes(key)
        ? []
        : [source.problemAt(['rules', index, 'addressee', at], `${key} is not among the addressees`)],
    ),
  ])
  return { value: read.value, problems }
}

const wrongTemplate = (source: YamlSource, index: number, template: string, templates: { addressee: string }[]) => {
  const name = template === commonTemplate ? '' : template
  if (template === noTemplate || templates.some(({ addressee }) => addressee === name)) return []
  const file = name === '' ? 'letters/<language>.hbs' : `letters/<language>.${name}.hbs`
  return [source.problemAt(['rules', index, 'template'], `there is no ${file}`)]
}
