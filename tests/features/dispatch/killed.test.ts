import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Vault } from '../../../server/features/privacy/index.ts'
import { inProject } from '../../../server/paths.ts'
import { openDatabase, type TestDatabase } from '../../database.ts'
import { openDispatch, queueLetter, stateOf } from './queue.ts'

const LETTERS = 30
const key = randomBytes(32)
const vault = new Vault(key)

let database: TestDatabase
beforeAll(async () => {
  database = await openDatabase()
})
afterAll(() => database.close())

/** Where the sender is killed: at which word of the conversation, and in the how-manieth letter of its round. */
const steps = ['connect', 'mail', 'rcpt', 'begin', 'text', 'taken', 'told'] as const
type Step = (typeof steps)[number]

/** A mail server that counts whole letters by Message-ID, and kills the sender at a step of its choice. */
const openOffice = async () => {
  const whole = new Map<string, number>()
  const plan: { step: Step | null; after: number; kill: () => void } = { step: null, after: 0, kill: () => {} }
  const at = (step: Step) => {
    if (plan.step !== step || plan.after-- > 0) return
    plan.step = null
    plan.kill()
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    hidePIPELINING: true,
    onConnect: (_session, done) => {
      at('connect')
      done()
    },
    onMailFrom: (_address, _session, done) => {
      at('mail')
      done()
    },
    onRcptTo: (_address, _session, done) => {
      at('rcpt')
      done()
    },
    onData: (stream, _session, done) => {
      at('begin')
      let text = ''
      stream.on('data', (chunk) => {
        text += chunk
        at('text')
      })
      stream.on('end', () => {
        const id = /^message-id: (\S+)/im.exec(text)?.[1] ?? ''
        whole.set(id, (whole.get(id) ?? 0) + 1)
        at('taken')
        done()
        at('told')
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  const url = `smtp://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`
  return { url, whole, plan, close: () => new Promise<void>((resolve) => server.close(() => resolve())) }
}

const startSender = (smtp: string, clock: Date): ChildProcess =>
  spawn(
    process.execPath,
    [
      inProject('tests', 'features', 'dispatch', 'sender-process.js'),
      database.url,
      smtp,
      key.toString('hex'),
      clock.toISOString(),
    ],
    { stdio: ['ignore', 'ignore', 'inherit'], cwd: inProject() },
  )

test('killed at every step of the conversation: no letter reaches an office twice, none is lost, doubts are listed', async () => {
  const { db } = database
  let clock = new Date('2026-03-11T09:30:00Z')
  const { campaign, offices } = await openDispatch(db, vault, { offices: LETTERS, quota: 60 })
  const ids: string[] = []
  for (const office of offices) ids.push(await queueLetter(db, vault, campaign, office, clock))
  const office = await openOffice()

  const signals: unknown[] = []
  for (const step of [...steps, null, null]) {
    const sender = startSender(office.url, clock)
    Object.assign(office.plan, { step, after: signals.length % 3, kill: () => sender.kill('SIGKILL') })
    const [, signal] = await once(sender, 'exit')
    signals.push(signal)
    clock = new Date(clock.getTime() + 10 * 60_000)
  }
  const last = startSender(office.url, clock)
  await once(last, 'exit')
  await office.close()

  expect(signals).toEqual([...steps.map(() => 'SIGKILL'), null, null])
  expect([...office.whole.values()].filter((times) => times > 1)).toEqual([])
  const states = await Promise.all(ids.map((id) => stateOf(db, id)))
  for (const [index, { state, reason }] of states.entries()) {
    const arrived = office.whole.has(`<${ids[index]}@otklik.example>`)
    if (state === 'sent') expect(arrived).toBe(true)
    else expect([state, reason]).toEqual(['held', 'outcome-unknown'])
  }
  const held = states.filter(({ state }) => state === 'held').length
  expect(held).toBeGreaterThan(0)
  expect(states.length - held).toBeGreaterThan(0)
}, 240_000)
