import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { inProject } from './paths.ts'

const unset = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value)

/** The site's own address: whatever follows the host is ours, so a path, a query or a password has no place in it. */
const webAddress = z
  .url({ protocol: /^https?$/, error: 'an address that begins with http:// or https://', abort: true })
  .refine((address) => /^https?:\/\/[^/?#@]+\/*$/i.test(address), {
    error: 'the address of the site alone, such as https://petitions.example',
  })

/** An address or a network such as 10.0.0.0/8; a network of every address would be a blanket yes. */
const isNetwork = (text: string) => {
  const [address = '', bits = '32', ...rest] = text.split('/')
  const most = isIP(address) === 6 ? 128 : 32
  return isIP(address) > 0 && rest.length === 0 && /^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= most
}

/**
 * Every variable that the program reads, with what it must be. A value of the empty string counts as unset.
 * README lists them with their defaults; docker-compose.yml may set no other.
 */
export const environment = {
  NODE_ENV: z
    .enum(['development', 'production', 'test'], { error: 'development, production or test' })
    .default('development'),
  PORT: z.coerce
    .number({ error: 'a port, 0 to 65535' })
    .int()
    .min(0)
    .max(65_535, { error: 'a port, 0 to 65535' })
    .default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: webAddress.optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'an address that begins with postgres://' }).optional(),
  DATA_DIR: z.string().min(1).default('data'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, hostname: /./, error: 'an address that begins with smtp:// or smtps://' })
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^(?:[^\r\n<>,;]*<[^\s<>@,;]+@[^\s<>@,;]+>|[^\s<>@,;]+@[^\s<>@,;]+)$/, {
      error: 'a mail address, alone or as Name <name@example.org>',
    })
    .optional(),
  MAIL_PER_SECOND: z.coerce.number({ error: 'a number from 1 to 500' }).min(1).max(500).default(20),
  INBOUND_PORT: z.coerce
    .number({ error: 'a port, 1 to 65535' })
    .int({ error: 'a port, 1 to 65535' })
    .min(1, { error: 'a port, 1 to 65535' })
    .max(65_535, { error: 'a port, 1 to 65535' })
    .optional(),
  INBOUND_DOMAIN: z
    .string()
    .regex(/^(?=.{4,190}$)([a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/i, {
      error: 'a domain, such as reply.petitions.example',
    })
    .optional(),
  INBOUND_TLS_CERT: z.string().min(1).optional(),
  INBOUND_TLS_KEY: z.string().min(1).optional(),
  SECRET_KEY_FILE: z.string().min(1).optional(),
  TRUST_PROXY: z
    .string()
    .transform((list) => list.split(',').map((address) => address.trim()))
    .refine((list) => list.every(isNetwork), { error: 'a list of network addresses, separated by commas' })
    .optional(),
  DEMO: z.enum(['true', 'false'], { error: 'true or false' }).optional(),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], { error: 'debug, info, warn, error or silent' })
    .default('info'),
}

const variables = z.object(
  Object.fromEntries(Object.entries(environment).map(([name, rule]) => [name, z.preprocess(unset, rule)])) as {
    [Name in keyof typeof environment]: z.ZodPipe<z.ZodTransform, (typeof environment)[Name]>
  },
)

export interface Config {
  production: boolean
  port: number
  host: string
  /** Where readers reach the site, without a slash at the end. */
  publicUrl: string
  /** Undefined: embedded Postgres in dataDir. */
  databaseUrl: string | undefined
  dataDir: string
  /** Undefined: mail is kept in dataDir and shown at /dev/mail. */
  smtpUrl: string | undefined
  mailFrom: string
  /** At most this many mails leave a second. */
  mailPerSecond: number
  /** Where bounces of letters and answers to them are received; undefined: nowhere. tls: the files of certificate and key. */
  inbound: { port: number; domain: string; tls: { cert: string; key: string } | undefined } | undefined
  secretKeyFile: string
  /** False where the key may be made at the first start. */
  secretKeyGiven: boolean
  /** Proxies whose X-Forwarded-For is believed: addresses or networks, never a blanket yes. */
  trustProxy: string[] | false
  demo: boolean
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** What is wrong with the environment, a line a variable; the start ends with it. */
export class ConfigError extends Error {}

const neededInProduction = ['PUBLIC_URL', 'SMTP_URL', 'MAIL_FROM', 'SECRET_KEY_FILE'] as const

/** The settings of this process. Throws ConfigError: a bad value is named with what it should be. */
export const readConfig = (env: NodeJS.ProcessEnv): Config => {
  const read = variables.safeParse(env)
  if (!read.success) {
    throw new ConfigError(
      read.error.issues.map(({ path, message }) => `${String(path[0])} must be ${message}`).join('\n'),
    )
  }
  const values = read.data
  const production = values.NODE_ENV === 'production'
  const missing = production ? neededInProduction.filter((name) => values[name] === undefined) : []
  if (missing.length > 0) {
    throw new ConfigError(missing.map((name) => `${name} must be set where NODE_ENV is production`).join('\n'))
  }
  const dataDir = resolve(inProject(), values.DATA_DIR)
  const nothingConfigured = !values.DATABASE_URL && !values.SMTP_URL && !values.PUBLIC_URL
  return {
    production,
    port: values.PORT,
    host: values.HOST,
    publicUrl: (values.PUBLIC_URL ?? `http://${values.HOST}:${values.PORT}`).replace(/\/+$/, ''),
    databaseUrl: values.DATABASE_URL,
    dataDir,
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM ?? 'Otklik <otklik@localhost.example>',
    mailPerSecond: values.MAIL_PER_SECOND,
    inbound: readInbound(values),
    secretKeyFile: values.SECRET_KEY_FILE ? resolve(values.SECRET_KEY_FILE) : join(dataDir, 'secret.key'),
    secretKeyGiven: values.SECRET_KEY_FILE !== undefined,
    trustProxy: values.TRUST_PROXY ?? false,
    demo: values.DEMO ? values.DEMO === 'true' : nothingConfigured,
    logLevel: values.LOG_LEVEL,
  }
}

const readInbound = (values: z.infer<typeof variables>): Config['inbound'] => {
  const { INBOUND_PORT: port, INBOUND_DOMAIN: domain, INBOUND_TLS_CERT: cert, INBOUND_TLS_KEY: key } = values
  if ((port === undefined) !== (domain === undefined)) {
    throw new ConfigError('INBOUND_PORT and INBOUND_DOMAIN must be set together')
  }
  if ((cert === undefined) !== (key === undefined)) {
    throw new ConfigError('INBOUND_TLS_CERT and INBOUND_TLS_KEY must be set together')
  }
  if (cert !== undefined && port === undefined) {
    throw new ConfigError('INBOUND_TLS_CERT and INBOUND_TLS_KEY are for mail that comes in: set INBOUND_PORT too')
  }
  const tls = cert && key ? { cert: resolve(cert), key: resolve(key) } : undefined
  return port && domain ? { port, domain: domain.toLowerCase(), tls } : undefined
}
