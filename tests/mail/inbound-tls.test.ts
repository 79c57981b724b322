import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ConfigError } from '../../server/config.ts'
import { type Inbound, type InboundMail, openInbound, readTlsPair, type TlsPair } from '../../server/mail/index.ts'
import { inProject } from '../../server/paths.ts'
import { temporaryFolder } from '../temporary.ts'

/** A certificate that signed itself, for this name, with its key: made for these tests, and known to all. */
const servername = 'reply.otklik.example'
const files = { cert: inProject('tests', 'mail', 'tls', 'cert.pem'), key: inProject('tests', 'mail', 'tls', 'key.pem') }

let folder: string
let secure: Inbound
let clear: Inbound
const taken: InboundMail[] = []

const open = (tls?: TlsPair) =>
  openInbound({
    port: 0,
    host: '127.0.0.1',
    tls,
    find: async (address) => (address === `box@${servername}` ? 'box' : undefined),
    take: async (_, mail) => void taken.push(mail),
    onRefused: () => {},
    onError: () => {},
  })

beforeAll(async () => {
  folder = await temporaryFolder('tls')
  secure = await open(readTlsPair(files))
  clear = await open()
})
afterAll(async () => {
  await secure.close()
  await clear.close()
  await rm(folder, { recursive: true, force: true })
})

const hand = async ({ port }: Inbound, how: object) => {
  const transport = createTransport({ host: '127.0.0.1', port, ...how })
  const envelope = { from: 'office@gov.example', to: [`box@${servername}`] }
  try {
    const { response } = await transport.sendMail({ envelope, raw: 'Subject: Answer\r\n\r\nGranted.\r\n' })
    return response.slice(0, 3)
  } catch (error) {
    return (error as { code?: string }).code
  } finally {
    transport.close()
  }
}

test('a mail server that asks for TLS gets it, with our certificate, and its mail is taken', async () => {
  const trusting = { requireTLS: true, tls: { ca: readFileSync(files.cert), servername } }
  expect(await hand(secure, trusting)).toBe('250')
  expect(taken.at(-1)?.text).toContain('Granted.')
  const distrusting = { requireTLS: true, tls: { ca: [], servername } }
  expect(await hand(secure, distrusting)).not.toBe('250')
  expect(await hand(clear, trusting)).not.toBe('250')
})

test('one that does not is heard too', async () => {
  for (const inbound of [secure, clear]) expect(await hand(inbound, { ignoreTLS: true })).toBe('250')
})

/** A line in the clear, greeted. */
const greeted = async () => {
  const socket = createConnection({ port: secure.port, host: '127.0.0.1' })
  await sayUntil(socket, '', /^220 .*\r\n/)
  expect(await sayUntil(socket, 'EHLO mail.gov.example\r\n', /^250 .*\r\n/m)).toContain('STARTTLS')
  return socket
}

/** Says a line and gives what is answered until then. */
const sayUntil = (socket: NodeJS.ReadWriteStream, line: string, until: RegExp) =>
  new Promise<string>((resolve, reject) => {
    let heard = ''
    const hear = (chunk: Buffer) => {
      heard += chunk.toString()
      if (!until.test(heard)) return
      socket.off('data', hear)
      resolve(heard)
    }
    socket.on('data', hear).once('error', reject)
    socket.write(line)
  })

test('what somebody slips in before TLS begins is not heard within it, and no old TLS is spoken', async () => {
  const socket = await greeted()
  const slipped = `MAIL FROM:<evil@evil.example>\r\nRCPT TO:<box@${servername}>\r\n`
  await sayUntil(socket, `STARTTLS\r\n${slipped}`, /^220 .*TLS\r\n/m)
  const session = connect({ socket, servername, ca: readFileSync(files.cert) })
  await new Promise((resolve, reject) => session.once('secureConnect', resolve).once('error', reject))
  expect([session.authorized, session.getProtocol()]).toEqual([true, 'TLSv1.3'])
  expect(await sayUntil(session, 'DATA\r\n', /\r\n/)).toMatch(/^503 /)
  session.destroy()

  const old = await greeted()
  await sayUntil(old, 'STARTTLS\r\n', /TLS\r\n/)
  const refused = connect({
    socket: old,
    servername,
    rejectUnauthorized: false,
    maxVersion: 'TLSv1.1',
    minVersion: 'TLSv1',
  })
  expect(
    await new Promise((resolve) => refused.once('secureConnect', resolve).once('error', () => resolve('refused'))),
  ).toBe('refused')
})

const refusalOf = (pair: { cert: string; key: string }) => {
  try {
    readTlsPair(pair)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  throw new Error('Not refused')
}

test('what cannot be read, is something else or belongs to another certificate is named at the start', async () => {
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const another = join(folder, 'another.pem')
  const locked = join(folder, 'locked.pem')
  await writeFile(another, other.export({ type: 'pkcs8', format: 'pem' }))
  await writeFile(locked, other.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }))
  const missing = join(folder, 'missing.pem')
  expect(refusalOf({ ...files, cert: missing })).toBe('INBOUND_TLS_CERT must be a file that can be read: ENOENT')
  expect(refusalOf({ ...files, key: folder })).toBe('INBOUND_TLS_KEY must be a file that can be read: EISDIR')
  expect(refusalOf({ ...files, cert: files.key })).toBe(
    'INBOUND_TLS_CERT must be a file that holds a certificate as PEM',
  )
  const keyWanted = 'INBOUND_TLS_KEY must be a file that holds a private key as PEM, without a passphrase'
  expect([refusalOf({ ...files, key: files.cert }), refusalOf({ ...files, key: locked })]).toEqual([
    keyWanted,
    keyWanted,
  ])
  expect(refusalOf({ ...files, key: another })).toBe(
    'INBOUND_TLS_KEY must be the key of the certificate in INBOUND_TLS_CERT',
  )
})
