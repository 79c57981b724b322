import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { inProject } from '../../server/paths.ts'

export const fileOf = (path: string) => readFileSync(inProject(path), 'utf8')

export interface Instruction {
  name: string
  rest: string
}

export interface Stage {
  image: string
  name: string
  instructions: Instruction[]
}

/** The stages of a Dockerfile. Comments go and continued lines are joined; heredocs are not understood. */
export const readDockerfile = (text = fileOf('Dockerfile')): Stage[] => {
  const lines = text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
  const stages: Stage[] = []
  for (const line of lines) {
    const [name = '', ...words] = line.trim().split(/\s+/)
    const rest = words.join(' ')
    if (name === 'FROM') stages.push({ image: words[0] ?? '', name: words[2] ?? '', instructions: [] })
    else stages.at(-1)?.instructions.push({ name, rest })
  }
  return stages
}

export const instructions = (stage: Stage | undefined, name: string): string[] =>
  (stage?.instructions ?? []).filter((instruction) => instruction.name === name).map(({ rest }) => rest)

export interface Copy {
  /** The stage that it comes from; undefined for the project's own files. */
  from: string | undefined
  sources: string[]
  target: string
}

export const copiesOf = (stage: Stage | undefined): Copy[] =>
  instructions(stage, 'COPY').map((rest) => {
    const words = rest.split(' ')
    const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length)
    const paths = words.filter((word) => !word.startsWith('--'))
    return { from, sources: paths.slice(0, -1), target: paths.at(-1) ?? '' }
  })

export interface Service {
  image: string
  environment: Record<string, string | number>
  ports?: string[]
  volumes?: string[]
  secrets?: string[]
  healthcheck?: { test: string[] }
  stop_grace_period?: string
  read_only?: boolean
  depends_on?: Record<string, { condition: string }>
}

export interface Compose {
  services: { app: Service; postgres: Service; mailpit: Service } & Record<string, Service>
  secrets: Record<string, { file: string }>
  volumes: Record<string, null>
  networks: { default: { ipam: { config: { subnet: string; gateway: string }[] } } }
}

export const readCompose = (): Compose => parse(fileOf('docker-compose.yml'))

const VARIABLE = /\$\{(\w+)(?::([-?])([^}]*))?\}/g

/** The variables that docker-compose.yml takes from .env. */
export const interpolated = () => [
  ...new Set([...fileOf('docker-compose.yml').matchAll(VARIABLE)].map(([, name = '']) => name)),
]

/** A service's environment as Compose makes it from .env. Throws where a variable that must be set is not. */
export const environmentOf = ({ environment }: Service, env: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      String(value).replaceAll(VARIABLE, (_, variable: string, kind: string, word: string) => {
        if (env[variable]) return env[variable]
        if (kind === '-') return word
        throw new Error(`${variable}: ${word}`)
      }),
    ]),
  )

/** The assignments of .env.example in their order, each with the comment above it. */
export const readEnvExample = (): { name: string; value: string; comment: string }[] =>
  fileOf('.env.example')
    .split(/\n{2,}/)
    .flatMap((paragraph) => {
      const [, comment = '', name, value = ''] = /^((?:#.*\n)*)(\w+)=(.*)\n?$/.exec(paragraph) ?? []
      return name ? [{ name, value, comment }] : []
    })

/** The rows of README's table of settings: the default is empty where there is none. */
export const readSettingsTable = (): { name: string; value: string; text: string }[] =>
  [...fileOf('README.md').matchAll(/^\| `([A-Z_]+)` \| (?:`(.*)`)? ?\| (.+) \|$/gm)].map(
    ([, name = '', value = '', text = '']) => ({ name, value, text }),
  )
