import { randomBytes } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { isHeld } from '../../server/db/embedded/postmaster.ts'
import { temporaryFolder } from '../temporary.ts'
import { runToEnd, startServer } from './server-process.ts'

let folder: string
beforeAll(async () => {
  folder = await temporaryFolder('refuses')
  const server = await startServer({ DATA_DIR: folder, DEMO: 'true' })
  expect((await server.end('SIGTERM')).code).toBe(0)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const start = (env: Record<string, string>) => runToEnd('main.js', [], { PORT: '0', ...env })

const expectRefusal = async (env: Record<string, string>, ...reasons: (string | RegExp)[]) => {
  const { code, output } = await start(env)
  expect(code, output).toBe(1)
  expect(output).toContain('Otklik did not start.')
  for (const reason of reasons) expect(output).toMatch(reason)
  expect(output).not.toMatch(/^\s+at /m)
  return output
}

test('another secret key than the one that filled the database', async () => {
  const key = join(folder, 'another.key')
  await writeFile(key, randomBytes(32).toString('hex'))
  await expectRefusal({ DATA_DIR: folder, SECRET_KEY_FILE: key }, 'secret key does not open', 'another key')
  expect(await isHeld(join(folder, 'postgres'))).toBe(false)
})

test('a lost key: a new one is not made for a database that was filled', async () => {
  const lost = join(folder, 'lost.key')
  await expectRefusal({ DATA_DIR: folder, SECRET_KEY_FILE: lost }, 'lost.key is missing')

  const { code, output } = await runToEnd('cli/signatures.js', ['counts', 'x'], {
    DATA_DIR: folder,
    SECRET_KEY_FILE: lost,
  })
  expect({ code, output }).toMatchObject({ code: 1, output: expect.stringContaining('lost.key is missing') })
})

test('a key file that holds something else, without telling what', async () => {
  const [key, text] = [join(folder, 'bad.key'), 'ab'.repeat(31)]
  await writeFile(key, text)
  const output = await expectRefusal(
    { DATA_DIR: folder, SECRET_KEY_FILE: key },
    'bad.key must hold 64 hexadecimal digits',
  )
  expect(output).not.toContain(text)
})

test('a database that may lose what it has acknowledged', async () => {
  const own = join(folder, 'unsafe')
  await expectRefusal({ DATA_DIR: own, DATABASE_URL: inject('clusterUrl') }, 'may lose signatures', 'fsync', 'is off')
})

test('a database that is not there, without telling its password', async () => {
  const DATABASE_URL = 'postgres://otklik:swordfish@127.0.0.1:1/otklik'
  const output = await expectRefusal({ DATA_DIR: join(folder, 'none'), DATABASE_URL }, 'ECONNREFUSED')
  expect(output).not.toContain('swordfish')
})

test('settings that are wrong, each by its name', async () => {
  const wrong = {
    NODE_ENV: 'staging',
    PORT: '70000',
    PUBLIC_URL: 'ftp://petitions.example',
    DATABASE_URL: 'mysql://swordfish@db.example/x',
    SMTP_URL: 'mail.example',
    MAIL_FROM: 'nobody',
    MAIL_PER_SECOND: '0',
    TRUST_PROXY: '*',
    DEMO: 'perhaps',
    LOG_LEVEL: 'loud',
  }
  const output = await expectRefusal({ DATA_DIR: join(folder, 'wrong'), ...wrong })
  for (const name of Object.keys(wrong)) expect(output).toMatch(new RegExp(`^${name} must be `, 'm'))
  expect(output).not.toContain('swordfish')
})

test('production with what is good enough only for trying out', async () => {
  const output = await expectRefusal({ DATA_DIR: join(folder, 'production'), NODE_ENV: 'production' })
  for (const name of ['PUBLIC_URL', 'SMTP_URL', 'MAIL_FROM', 'SECRET_KEY_FILE'])
    expect(output).toContain(`${name} must be set`)
})

test('a port that is taken; the database that was started for it stops again', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const address = taken.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await expectRefusal({ DATA_DIR: folder, PORT: String(port) }, 'EADDRINUSE')
  expect(await isHeld(join(folder, 'postgres'))).toBe(false)
  taken.close()
})
