import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { environment, readConfig } from '../../server/config.ts'
import { inProject } from '../../server/paths.ts'
import { type Copy, copiesOf, environmentOf, fileOf, instructions, readCompose, readDockerfile } from './files.ts'

const stages = readDockerfile()
const last = stages.at(-1)
const compose = readCompose()
const { app, postgres, mailpit } = compose.services

const given = {
  PUBLIC_URL: 'https://petitions.example',
  SMTP_URL: 'smtp://mailpit:1025',
  MAIL_FROM: 'post@petitions.example',
  POSTGRES_PASSWORD: 'f00d',
}
const appEnvironment = environmentOf(app, given)
const imageEnvironment = Object.fromEntries(
  instructions(last, 'ENV').flatMap((rest) => rest.split(' ').map((pair) => pair.split('=', 2))),
)

test('every image is pinned by an exact version', () => {
  const foreign = [...stages.map(({ image }) => image), postgres.image, mailpit.image]
  expect(foreign).toHaveLength(5)
  expect(foreign.filter((image) => !/^[\w./-]+:v?\d+(\.\d+){1,2}(-[a-z0-9.-]+)?$/.test(image))).toEqual([])
  expect(stages.filter(({ image }) => !/^node:\d+\.\d+\.\d+-/.test(image))).toEqual([])
  expect(new Set(stages.map(({ image }) => image)).size).toBe(1)
})

test('the images are of versions that the program runs on', () => {
  const { engines, version } = JSON.parse(fileOf('package.json'))
  const least = /\d+/.exec(engines.node)?.[0]
  expect(Number(/node:(\d+)/.exec(last?.image ?? '')?.[1])).toBeGreaterThanOrEqual(Number(least))
  expect(Number(/postgres:(\d+)/.exec(postgres.image)?.[1])).toBeGreaterThanOrEqual(15)
  expect(app.image).toBe(`otklik:${version}`)
})

test('the server does not run as root', () => {
  expect(instructions(last, 'USER')).toEqual(['node'])
  const order = last?.instructions.map(({ name }) => name) ?? []
  expect(order.lastIndexOf('COPY')).toBeLessThan(order.indexOf('USER'))
})

/** The project's files that reach the build: .dockerignore lets through what it names, and what lies below. */
const reachesBuild = (path: string) => {
  const [everything, ...kept] = fileOf('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  return everything === '*' && kept.some((rule) => `!${path}/`.startsWith(`${rule}/`))
}

test('everything that is copied from the project is there and reaches the build', () => {
  const own = stages.flatMap((stage) => copiesOf(stage)).filter(({ from }) => from === undefined)
  const sources = own.flatMap(({ sources }) => sources)
  expect(sources.length).toBeGreaterThan(10)
  expect(sources.filter((source) => !existsSync(inProject(source)))).toEqual([])
  expect(sources.filter((source) => !reachesBuild(source))).toEqual([])
})

test('everything that is copied from a stage is made there', () => {
  const { compilerOptions } = JSON.parse(fileOf('tsconfig.build.json'))
  const isMade = ({ from, sources }: Copy) =>
    sources.every((source) => {
      const index = stages.findIndex(({ name }) => name === from)
      const stage = stages[index]
      const runs = instructions(stage, 'RUN').join('\n')
      const folder = instructions(stage, 'WORKDIR')[0]
      if (index < 0 || index === stages.length - 1) return false
      if (source === `${folder}/node_modules`) return runs.includes('npm ci')
      return source === `${folder}/${compilerOptions.outDir}` && runs.includes('npm run build')
    })
  const handed = copiesOf(last).filter(({ from }) => from !== undefined)
  expect(handed).toHaveLength(2)
  expect(handed.filter((copy) => !isMade(copy))).toEqual([])
})

test('the image holds the packages of production alone', () => {
  const packages = copiesOf(last).find(({ target }) => target === './node_modules')
  const stage = stages.find(({ name }) => name === packages?.from)
  expect(instructions(stage, 'RUN').filter((run) => run.startsWith('npm '))).toEqual([
    expect.stringMatching(/^npm ci .*--omit=dev --omit=optional/),
  ])
  expect(instructions(last, 'RUN')).toEqual([])
})

test('no secret is in the image or in the files', () => {
  const named = stages.flatMap((stage) => [...instructions(stage, 'ENV'), ...instructions(stage, 'ARG')])
  expect(named.filter((rest) => /key|secret|password|token|_URL/i.test(rest))).toEqual([])
  for (const path of ['.env', 'secret.key', 'data', '.git', 'node_modules'])
    expect(reachesBuild(path), path).toBe(false)

  const secretFiles = Object.values(compose.secrets).map(({ file }) => file.replace('./', ''))
  expect(secretFiles).toHaveLength(1)
  expect(fileOf('.gitignore').split('\n')).toEqual(expect.arrayContaining([...secretFiles, '.env']))

  const lines = fileOf('docker-compose.yml').split('\n')
  const literal = lines.filter((line) => /^\s+\w*(PASSWORD|TOKEN)\w*:/.test(line) && !/: \$\{\w+:\?[^}]+\}$/.test(line))
  expect(literal).toEqual([])
  expect(app.environment.DATABASE_URL).toMatch(/^postgres:\/\/\w+:\$\{POSTGRES_PASSWORD:\?[^}]+\}@/)
})

test('image and Compose set no variable that the server does not read', () => {
  const set = [...Object.keys(app.environment), ...Object.keys(imageEnvironment)]
  expect(set.length).toBeGreaterThan(10)
  expect(set.filter((name) => !(name in environment))).toEqual([])
})

test('with the few settings that have no default, Compose gives an environment that production accepts', () => {
  expect(readConfig(appEnvironment)).toMatchObject({
    production: true,
    host: '0.0.0.0',
    publicUrl: given.PUBLIC_URL,
    secretKeyGiven: true,
    demo: false,
    mailPerSecond: readConfig({}).mailPerSecond,
    logLevel: readConfig({}).logLevel,
  })
})

test.each(Object.keys(given))('Compose does not start without %s', (name) => {
  expect(() => environmentOf(app, { ...given, [name]: '' })).toThrow(name)
})

test('one port runs through image, Compose and health checks', () => {
  const port = appEnvironment.PORT ?? ''
  expect(imageEnvironment).toMatchObject({ PORT: port, HOST: '0.0.0.0', NODE_ENV: 'production' })
  expect(instructions(last, 'EXPOSE')).toEqual([port])
  expect(app.ports).toEqual([expect.stringMatching(new RegExp(`^127\\.0\\.0\\.1:\\d+:${port}$`))])
  expect(app.healthcheck?.test.join(' ')).toContain(`http://127.0.0.1:${port}/readyz`)
  expect(instructions(last, 'HEALTHCHECK').join()).toContain(`http://127.0.0.1:\${process.env.PORT}/healthz`)
})

test('the server finds the database and the mail server that Compose runs', () => {
  const { databaseUrl = '', smtpUrl = '' } = readConfig(appEnvironment)
  const database = new URL(databaseUrl)
  const { POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB } = environmentOf(postgres, given)
  expect([database.username, database.password, database.pathname]).toEqual([
    POSTGRES_USER,
    POSTGRES_PASSWORD,
    `/${POSTGRES_DB}`,
  ])
  expect(Object.keys(compose.services)).toEqual(expect.arrayContaining([database.hostname, new URL(smtpUrl).hostname]))
  expect(app.depends_on).toEqual({ postgres: { condition: 'service_healthy' } })
  expect(postgres.healthcheck?.test).toEqual(
    expect.arrayContaining([`--username=${POSTGRES_USER}`, `--dbname=${POSTGRES_DB}`]),
  )
})

test('the secret key is read from where Compose mounts it', () => {
  expect(app.secrets).toEqual(Object.keys(compose.secrets))
  expect(appEnvironment.SECRET_KEY_FILE).toBe(`/run/secrets/${app.secrets?.[0]}`)
})

test('the proxy that is believed is the gateway of the network, through which this machine reaches the port', () => {
  const [network] = compose.networks.default.ipam.config
  expect(readConfig(appEnvironment).trustProxy).toEqual([network?.gateway])
  expect(network?.gateway.startsWith(network.subnet.replace(/0\/24$/, ''))).toBe(true)
})

test('every service has a health check, and every volume is declared', () => {
  const services = Object.values(compose.services)
  for (const { healthcheck } of services) {
    expect(healthcheck?.test[0]).toBe('CMD')
    expect(healthcheck?.test.filter((word) => typeof word !== 'string')).toEqual([])
  }
  const used = services.flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(':')[0]))
  expect(used.sort()).toEqual(Object.keys(compose.volumes).sort())
  // From version 18 on the image keeps its data in a folder below this one.
  expect(postgres.volumes).toEqual(['database:/var/lib/postgresql'])
})

test('nothing but this machine reaches a published port', () => {
  const ports = Object.values(compose.services).flatMap(({ ports = [] }) => ports)
  expect(ports.length).toBe(2)
  expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([])
})

test('Docker waits longer for the server to stop than the server takes', () => {
  const drain = Number(/DRAIN_MS = ([\d_]+)/.exec(fileOf('server/main.ts'))?.[1]?.replaceAll('_', ''))
  expect(drain).toBeGreaterThan(0)
  expect(Number.parseInt(app.stop_grace_period ?? '', 10) * 1000).toBeGreaterThan(drain)
})
