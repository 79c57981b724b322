import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { ConfigError, environment, readConfig } from '../server/config.ts'
import { projectRoot } from '../server/paths.ts'

const refusalOf = (env: NodeJS.ProcessEnv) => {
  try {
    readConfig(env)
    return 'accepted'
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.message
  }
}

const mode = 'development, production or test'
const port = 'a port, 0 to 65535'
const web = 'an address that begins with http:// or https://'
const site = 'the address of the site alone, such as https://petitions.example'
const postgres = 'an address that begins with postgres://'
const smtp = 'an address that begins with smtp:// or smtps://'
const sender = 'a mail address, alone or as Name <name@example.org>'
const pace = 'a number from 1 to 500'
const inboundPort = 'a port, 1 to 65535'
const domain = 'a domain, such as reply.petitions.example'
const networks = 'a list of network addresses, separated by commas'
const yesOrNo = 'true or false'
const level = 'debug, info, warn, error or silent'

const bad: [name: keyof typeof environment, value: string, shouldBe: string][] = [
  ['NODE_ENV', 'staging', mode],
  ['NODE_ENV', 'prod', mode],
  ['NODE_ENV', 'Production', mode],
  ['PORT', 'http', port],
  ['PORT', '-1', port],
  ['PORT', '65536', port],
  ['PORT', '80.5', port],
  ['PORT', '3000,3001', port],
  ['PORT', 'Infinity', port],
  ['PUBLIC_URL', 'petitions.example', web],
  ['PUBLIC_URL', '//petitions.example', web],
  ['PUBLIC_URL', 'ftp://petitions.example', web],
  ['PUBLIC_URL', 'javascript:alert(1)', web],
  ['PUBLIC_URL', 'https://', web],
  ['PUBLIC_URL', 'https://petitions example', web],
  ['PUBLIC_URL', 'https://petitions.example/site', site],
  ['PUBLIC_URL', 'https://petitions.example/?from=mail', site],
  ['PUBLIC_URL', 'https://user:password@petitions.example', site],
  ['DATABASE_URL', 'localhost', postgres],
  ['DATABASE_URL', 'mysql://localhost/otklik', postgres],
  ['DATABASE_URL', 'http://localhost:5432/otklik', postgres],
  ['SMTP_URL', 'mail.example', smtp],
  ['SMTP_URL', 'https://mail.example', smtp],
  ['SMTP_URL', 'smtp:mail.example', smtp],
  ['SMTP_URL', 'smtp://', smtp],
  ['MAIL_FROM', 'nobody', sender],
  ['MAIL_FROM', 'Petitions <nobody>', sender],
  ['MAIL_FROM', 'Petitions <post@petitions.example', sender],
  ['MAIL_FROM', 'post@petitions@example', sender],
  ['MAIL_FROM', 'one@petitions.example, two@petitions.example', sender],
  ['MAIL_FROM', 'post@petitions.example\r\nBcc: all@petitions.example', sender],
  ['MAIL_PER_SECOND', 'fast', pace],
  ['MAIL_PER_SECOND', '0', pace],
  ['MAIL_PER_SECOND', '501', pace],
  ['MAIL_PER_SECOND', '-20', pace],
  ['INBOUND_PORT', 'smtp', inboundPort],
  ['INBOUND_PORT', '0', inboundPort],
  ['INBOUND_PORT', '65536', inboundPort],
  ['INBOUND_PORT', '25.5', inboundPort],
  ['INBOUND_DOMAIN', 'localhost', domain],
  ['INBOUND_DOMAIN', 'post@petitions.example', domain],
  ['INBOUND_DOMAIN', 'petitions example', domain],
  ['INBOUND_DOMAIN', 'petitions.example\r\nBcc: all@petitions.example', domain],
  ['TRUST_PROXY', 'true', networks],
  ['TRUST_PROXY', '1', networks],
  ['TRUST_PROXY', '*', networks],
  ['TRUST_PROXY', 'proxy.example', networks],
  ['TRUST_PROXY', '300.1.1.1', networks],
  ['TRUST_PROXY', '10.0.0.0/33', networks],
  ['TRUST_PROXY', '0.0.0.0/0', networks],
  ['TRUST_PROXY', '::/0', networks],
  ['TRUST_PROXY', '10.0.0.1;10.0.0.2', networks],
  ['TRUST_PROXY', '10.0.0.1,', networks],
  ['DEMO', 'yes', yesOrNo],
  ['DEMO', '1', yesOrNo],
  ['DEMO', 'TRUE', yesOrNo],
  ['LOG_LEVEL', 'verbose', level],
  ['LOG_LEVEL', 'INFO', level],
]

test.each(bad)('%s=%j is refused, and told what it must be', (name, value, shouldBe) => {
  expect(refusalOf({ [name]: value })).toBe(`${name} must be ${shouldBe}`)
})

test('every variable that can be wrong is in the table', () => {
  const anyText = ['HOST', 'DATA_DIR', 'SECRET_KEY_FILE', 'INBOUND_TLS_CERT', 'INBOUND_TLS_KEY']
  expect([...new Set(bad.map(([name]) => name)), ...anyText].sort()).toEqual(Object.keys(environment).sort())
})

test('everything that is wrong is told at once, a line a variable', () => {
  expect(refusalOf({ PORT: 'x', DEMO: 'maybe', LOG_LEVEL: 'info' }).split('\n')).toEqual([
    `PORT must be ${port}`,
    `DEMO must be ${yesOrNo}`,
  ])
})

const good: [name: keyof typeof environment, value: string, read: object][] = [
  ['PORT', '0', { port: 0 }],
  ['PORT', '65535', { port: 65_535 }],
  ['PUBLIC_URL', 'https://petitions.example/', { publicUrl: 'https://petitions.example' }],
  ['PUBLIC_URL', 'http://localhost:8080', { publicUrl: 'http://localhost:8080' }],
  [
    'DATABASE_URL',
    'postgresql://u@localhost/d?host=/run/pg',
    { databaseUrl: 'postgresql://u@localhost/d?host=/run/pg' },
  ],
  ['SMTP_URL', 'smtps://u:p@mail.example:465', { smtpUrl: 'smtps://u:p@mail.example:465' }],
  ['MAIL_FROM', 'post@petitions.example', { mailFrom: 'post@petitions.example' }],
  ['MAIL_FROM', 'Отклик <post@petitions.example>', { mailFrom: 'Отклик <post@petitions.example>' }],
  ['MAIL_PER_SECOND', '500', { mailPerSecond: 500 }],
  ['SECRET_KEY_FILE', 'keys/secret', { secretKeyFile: resolve('keys/secret'), secretKeyGiven: true }],
  ['DATA_DIR', 'elsewhere', { dataDir: join(projectRoot, 'elsewhere') }],
  ['TRUST_PROXY', '10.0.0.0/8, ::1', { trustProxy: ['10.0.0.0/8', '::1'] }],
  ['DEMO', 'false', { demo: false }],
  ['LOG_LEVEL', 'silent', { logLevel: 'silent' }],
]

test.each(good)('%s=%s is read', (name, value, read) => {
  expect(readConfig({ [name]: value })).toMatchObject(read)
})

test('mail is received where both its port and its domain are set, and one alone is refused', () => {
  const read = readConfig({ INBOUND_PORT: '2525', INBOUND_DOMAIN: 'Reply.Petitions.example' })
  expect(read.inbound).toEqual({ port: 2525, domain: 'reply.petitions.example', tls: undefined })
  const together = 'INBOUND_PORT and INBOUND_DOMAIN must be set together'
  expect(refusalOf({ INBOUND_PORT: '2525' })).toBe(together)
  expect(refusalOf({ INBOUND_DOMAIN: 'reply.petitions.example' })).toBe(together)
})

test('certificate and key for mail that comes in are set together, where mail is received at all', () => {
  const inbound = { INBOUND_PORT: '2525', INBOUND_DOMAIN: 'reply.petitions.example' }
  const files = { INBOUND_TLS_CERT: 'tls/cert.pem', INBOUND_TLS_KEY: '/etc/otklik/key.pem' }
  const tls = { cert: resolve('tls/cert.pem'), key: '/etc/otklik/key.pem' }
  expect(readConfig({ ...inbound, ...files }).inbound?.tls).toEqual(tls)
  const together = 'INBOUND_TLS_CERT and INBOUND_TLS_KEY must be set together'
  expect(refusalOf({ ...inbound, INBOUND_TLS_CERT: 'cert.pem' })).toBe(together)
  expect(refusalOf({ ...inbound, INBOUND_TLS_KEY: 'key.pem' })).toBe(together)
  expect(refusalOf(files)).toContain('set INBOUND_PORT too')
})

test('with nothing set the server runs by itself: its own database, its own key, kept mail, the demo', () => {
  const dataDir = join(projectRoot, 'data')
  expect(readConfig({})).toEqual({
    production: false,
    port: 3000,
    host: '127.0.0.1',
    publicUrl: 'http://127.0.0.1:3000',
    databaseUrl: undefined,
    dataDir,
    smtpUrl: undefined,
    mailFrom: 'Otklik <otklik@localhost.example>',
    mailPerSecond: 20,
    inbound: undefined,
    secretKeyFile: join(dataDir, 'secret.key'),
    secretKeyGiven: false,
    trustProxy: false,
    demo: true,
    logLevel: 'info',
  })
})

test('a value that is empty, or blank, counts as unset', () => {
  const names = Object.keys(environment)
  expect(readConfig(Object.fromEntries(names.map((name) => [name, ''])))).toEqual(readConfig({}))
  expect(readConfig(Object.fromEntries(names.map((name) => [name, ' '])))).toEqual(readConfig({}))
})

test.each(['DATABASE_URL', 'SMTP_URL', 'PUBLIC_URL'])('the demo is not loaded by itself where %s is set', (name) => {
  const scheme = { DATABASE_URL: 'postgres', SMTP_URL: 'smtp', PUBLIC_URL: 'https' }[name]
  expect(readConfig({ [name]: `${scheme}://petitions.example` }).demo).toBe(false)
  expect(readConfig({ [name]: `${scheme}://petitions.example`, DEMO: 'true' }).demo).toBe(true)
})

const production = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://petitions.example',
  SMTP_URL: 'smtps://mail.example',
  MAIL_FROM: 'post@petitions.example',
  SECRET_KEY_FILE: '/etc/otklik/secret.key',
}

test('production starts when all that it needs is set, with an embedded database too', () => {
  expect(readConfig(production)).toMatchObject({ production: true, databaseUrl: undefined, demo: false })
})

test.each(['PUBLIC_URL', 'SMTP_URL', 'MAIL_FROM', 'SECRET_KEY_FILE'])(
  'production refuses the default of %s',
  (name) => {
    const wanted = `${name} must be set where NODE_ENV is production`
    expect(refusalOf({ ...production, [name]: '' })).toBe(wanted)
    expect(refusalOf({ NODE_ENV: 'production' })).toContain(wanted)
  },
)
