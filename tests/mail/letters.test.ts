import { createServer, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import {
  NotTakenError,
  OutcomeUnknownError,
  type OutgoingLetter,
  RefusedForGoodError,
  smtpLetters,
} from '../../server/mail/index.ts'
import { openReceiver } from './smtp-receiver.ts'

const letter: OutgoingLetter = {
  messageId: '<letter-1@otklik.example>',
  from: { name: 'Анна Иванова через Отклик', address: 'post@otklik.example' },
  to: 'minister@gov.example',
  replyTo: 'r.abc@reply.otklik.example',
  returnPath: 'b+abc.def@reply.otklik.example',
  subject: 'Обращение',
  text: 'Уважаемый господин министр!\n\nПрошу Вас…\n',
  date: new Date('2026-03-12T09:00:00Z'),
}

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A mail server that answers each command with what the script says; a word of “cut” ends the line, “mute” says nothing. */
const openScripted = async (script: Record<string, string>) => {
  const sockets = new Set<Socket>()
  const texts: string[] = []
  const server = createServer((socket) => {
    sockets.add(socket)
    let [pending, inData] = ['', false]
    const answer = (to: string, usual: string) => {
      const words = script[to] ?? usual
      if (words === 'cut') return socket.destroy()
      if (words !== 'mute') socket.write(`${words}\r\n`)
    }
    answer('connect', '220 gov.example')
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      pending += chunk.toString()
      for (;;) {
        const end = pending.indexOf(inData ? '\r\n.\r\n' : '\r\n')
        if (inData && script.middle && pending.length > 0) return answer('middle', '')
        if (end < 0) return
        const line = pending.slice(0, end)
        pending = pending.slice(end + (inData ? 5 : 2))
        if (inData) {
          texts.push(line)
          inData = false
          answer('text', '250 taken')
        } else if (/^data/i.test(line)) {
          answer('data', '354 go ahead')
          inData = (script.data ?? '354').startsWith('354')
        } else answer(line.slice(0, 4).trim().toLowerCase(), '250 fine')
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  closing.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return { url: `smtp://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`, texts }
}

const deliver = async (url: string, beforeData = async () => {}) => {
  let asked = 0
  const carrier = smtpLetters(url, 1_500)
  const outcome = await carrier
    .deliver(letter, async () => {
      asked++
      await beforeData()
    })
    .then(
      () => 'taken',
      (error: Error) => error.constructor,
    )
  return { outcome, asked }
}

test('a letter leaves from our domain, in its writer’s name, with its own return path and place for answers', async () => {
  const receiver = await openReceiver()
  closing.push(receiver.close)
  expect(await deliver(receiver.url)).toEqual({ outcome: 'taken', asked: 1 })
  const [{ to, from, mail } = { to: [], from: '', mail: undefined }] = receiver.received
  expect(to).toEqual(['minister@gov.example'])
  expect(from).toBe('b+abc.def@reply.otklik.example')
  expect(mail?.from?.value).toEqual([{ name: 'Анна Иванова через Отклик', address: 'post@otklik.example' }])
  expect(mail?.replyTo?.value.map(({ address }) => address)).toEqual(['r.abc@reply.otklik.example'])
  expect([mail?.messageId, mail?.subject, mail?.text]).toEqual([letter.messageId, letter.subject, letter.text])
  expect(mail?.headers.get('auto-submitted')).toBe('no')
})

test.each([
  ['the recipient is refused for good', { rcpt: '550 no such user' }, RefusedForGoodError, 0],
  ['the recipient is refused for now', { rcpt: '451 later' }, NotTakenError, 0],
  ['the sender is refused: that is our affair', { mail: '550 not you' }, NotTakenError, 0],
  ['it may not begin', { data: '554 no' }, NotTakenError, 0],
  ['the line is cut before it begins', { data: 'cut' }, NotTakenError, 0],
  ['nobody says anything', { connect: 'mute' }, NotTakenError, 0],
  ['nobody says that it may begin', { data: 'mute' }, NotTakenError, 0],
  ['the text is refused for good', { text: '554 no' }, RefusedForGoodError, 1],
  ['the text is refused for now', { text: '452 full' }, NotTakenError, 1],
  ['the line is cut in the middle', { middle: 'cut' }, OutcomeUnknownError, 1],
  ['the line is cut after the text', { text: 'cut' }, OutcomeUnknownError, 1],
  ['nobody answers to the text', { text: 'mute' }, OutcomeUnknownError, 1],
])('where %s, it is known what that means', async (_, script, outcome, asked) => {
  const { url } = await openScripted(script)
  expect(await deliver(url)).toEqual({ outcome, asked })
})

test('not a byte of the text leaves where what comes before it cannot be written down', async () => {
  const { url, texts } = await openScripted({})
  const failing = async () => {
    throw new Error('The database is away')
  }
  expect((await deliver(url, failing)).outcome).toBe(NotTakenError)
  expect(texts).toEqual([])
})

test('where nobody listens the letter stays here', async () => {
  expect(await deliver('smtp://127.0.0.1:9')).toEqual({ outcome: NotTakenError, asked: 0 })
})
