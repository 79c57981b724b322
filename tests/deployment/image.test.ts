import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Embedded, startEmbedded } from '../../server/db/embedded.ts'
import { inProject } from '../../server/paths.ts'
import { importsOf, sourcesIn } from '../conventions/sources.ts'
import { temporaryFolder } from '../temporary.ts'
import { copiesOf, environmentOf, instructions, readCompose, readDockerfile } from './files.ts'

const last = readDockerfile().at(-1)
const { app } = readCompose().services

let folder: string
let database: Embedded
let port: string
let server: ChildProcess
let said = ''

/** What the last stage of the Dockerfile puts together, with the packages of development beside. */
const assembleImage = (image: string) => {
  for (const { from, sources, target } of copiesOf(last)) {
    for (const source of sources) {
      const into = join(image, target, target.endsWith('/') ? basename(source) : '')
      const origin = inProject(from === undefined ? source : basename(source))
      mkdirSync(join(into, '..'), { recursive: true })
      if (basename(source) === 'node_modules') symlinkSync(origin, into)
      else cpSync(origin, into, { recursive: true })
    }
  }
}

const listImage = () => readdirSync(join(folder, 'image'), { recursive: true, encoding: 'utf8' }).sort()

const freePort = async () => {
  const listener = createServer().listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  listener.close()
  return String(typeof address === 'object' && address ? address.port : 0)
}

const whenUp = async (process: ChildProcess) => {
  const until = Date.now() + 30_000
  while (Date.now() < until && process.exitCode === null) {
    if (
      await fetch(`http://127.0.0.1:${port}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`The server is not up: ${said}`)
}

beforeAll(async () => {
  folder = await temporaryFolder('image')
  assembleImage(join(folder, 'image'))
  writeFileSync(join(folder, 'secret.key'), `${'5e'.repeat(32)}\n`)
  database = await startEmbedded(join(folder, 'postgres'))
  port = await freePort()
  const given = {
    PUBLIC_URL: 'https://petitions.example',
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'post@petitions.example',
    POSTGRES_PASSWORD: 'f00d',
    DEMO: 'true',
  }
  const environment = {
    ...environmentOf(app, given),
    HOST: '127.0.0.1',
    PORT: port,
    DATABASE_URL: database.url,
    SECRET_KEY_FILE: join(folder, 'secret.key'),
  }
  const [command = '', ...args]: string[] = JSON.parse(instructions(last, 'CMD')[0] ?? '[]')
  expect(command).toBe('node')
  server = spawn(process.execPath, args, { cwd: join(folder, 'image'), env: environment })
  for (const stream of [server.stdout, server.stderr]) stream?.on('data', (chunk) => (said += chunk))
  await whenUp(server)
})

afterAll(async () => {
  if (server?.exitCode === null) {
    server.kill('SIGKILL')
    await once(server, 'exit')
  }
  await database?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** The health check of the Dockerfile, and that of Compose as it would be at this port. */
const healthChecks = (): string[][] => [
  JSON.parse(/CMD (\[.*\])$/.exec(instructions(last, 'HEALTHCHECK')[0] ?? '')?.[1] ?? '[]'),
  (app.healthcheck?.test ?? []).slice(1).map((word) => word.replace(':3000/', `:${port}/`)),
]

const exitCodes = () =>
  healthChecks().map(([command, ...args]) => {
    expect(command).toBe('node')
    return spawnSync(process.execPath, args, { env: { PORT: port } }).status
  })

test.each(['en', 'ru'])('the files of the image are all that the server needs in production: /%s/', async (locale) => {
  const page = await fetch(`http://127.0.0.1:${port}/${locale}/`)
  expect(page.status).toBe(200)
  const html = await page.text()
  const campaign = new RegExp(`/${locale}/campaigns/[a-z0-9-]+`).exec(html)?.[0]
  const style = /\/assets\/[\w.-]+\.css/.exec(html)?.[0]
  expect((await fetch(`http://127.0.0.1:${port}${campaign}`)).status).toBe(200)
  expect((await fetch(`http://127.0.0.1:${port}${campaign}/letters`)).status).toBe(200)
  expect((await fetch(`http://127.0.0.1:${port}${style}`)).status).toBe(200)
})

test('in production nobody sees kept mail', async () => {
  expect((await fetch(`http://127.0.0.1:${port}/dev/mail`)).status).toBe(404)
})

test('the server writes nothing into the image, which is read-only', () => {
  expect(app.read_only).toBe(true)
  const fresh = join(folder, 'again')
  assembleImage(fresh)
  expect(listImage()).toEqual(readdirSync(fresh, { recursive: true, encoding: 'utf8' }).sort())
})

test('the health checks pass while the server runs, and fail when it has stopped as it was asked to', async () => {
  expect(exitCodes()).toEqual([0, 0])
  server.kill('SIGTERM')
  const [code] = await once(server, 'exit')
  expect(code).toBe(0)
  expect(exitCodes()).toEqual([1, 1])
})

test('every package that the server imports is one of production', () => {
  const { dependencies } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'))
  const imported = sourcesIn('server', '.ts').flatMap((source) => importsOf(source).packages)
  const packages = imported
    .filter((name) => !name.startsWith('node:'))
    .map((name) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    )
  expect(packages.length).toBeGreaterThan(20)
  expect([...new Set(packages)].filter((name) => !(name in dependencies))).toEqual([])
})
