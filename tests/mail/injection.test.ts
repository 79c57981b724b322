import { afterAll, beforeAll, expect, test } from 'vitest'
import { smtpCarrier, smtpLetters } from '../../server/mail/index.ts'
import { openReceiver } from './smtp-receiver.ts'

const TOTAL = 2_000

const breaks = [
  '\r\n',
  '\n',
  '\r',
  '\r\n ',
  '\n\t',
  '\u2028',
  '\u2029',
  '\u0085',
  '\v',
  '\f',
  '\0',
  '\r\r\n',
  '%0d%0a',
  '\\r\\n',
  '=0D=0A',
]
const payloads = [
  'Bcc: evil@evil.example',
  'To: evil@evil.example',
  'Cc: evil@evil.example, more@evil.example',
  'Reply-To: evil@evil.example',
  'X-Evil: yes',
  'Content-Type: text/html',
  '\r\n<b>body</b>',
  '.\r\nMAIL FROM:<evil@evil.example>\r\nRCPT TO:<evil@evil.example>\r\nDATA',
  'evil@evil.example',
  '<evil@evil.example>',
  ', evil@evil.example',
  '=?utf-8?B?DQpCY2M6IGV2aWxAZXZpbC5leGFtcGxl?=',
]
const shapes = [
  (end: string, payload: string) => `Anna${end}${payload}`,
  (end: string, payload: string) => `${end}${payload}`,
  (end: string, payload: string) => `"Anna${end}${payload}"`,
  (end: string, payload: string) => `anna@mail.example${end}${payload}`,
  (end: string, payload: string) => `anna@mail.example>${end}${payload}`,
  (end: string, payload: string) => `Анна${end}${payload}${end}`,
  (end: string, payload: string) => `<anna@mail.example>${end}${end}${payload}`,
  (end: string, payload: string) => `Anna\\"${end}${payload}`,
  (end: string, payload: string) => `Anna (${end}${payload})`,
  (end: string, payload: string) => `${'a'.repeat(990)}${end}${payload}`,
  (end: string, payload: string) => `anna@mail.example;${payload}${end}`,
  (end: string, payload: string) => `group: anna@mail.example,${end}${payload};`,
]

const hostile = shapes
  .flatMap((shape) => breaks.flatMap((end) => payloads.map((payload) => shape(end, payload))))
  .slice(0, TOTAL)

let receiver: Awaited<ReturnType<typeof openReceiver>>
beforeAll(async () => {
  receiver = await openReceiver()
})
afterAll(() => receiver.close())

const allowed = new Set(
  'auto-submitted content-transfer-encoding content-type date from message-id mime-version reply-to subject to'.split(
    ' ',
  ),
)

/** Whatever was received since: to one address that we meant, with the headers of a plain mail and nothing else. */
const expectClean = () => {
  for (const { to, from, mail } of receiver.received.splice(0)) {
    expect(to).toEqual(['office@gov.example'])
    expect(from).toBe('post@otklik.example')
    const names = [...mail.headers.keys()]
    expect(names.filter((name) => !allowed.has(name))).toEqual([])
    expect([mail.to].flat().flatMap((each) => each?.value.map(({ address }) => address) ?? [])).toEqual([
      'office@gov.example',
    ])
    expect([mail.cc, mail.bcc]).toEqual([undefined, undefined])
    expect(mail.from?.value.map(({ address }) => address)).toEqual(['post@otklik.example'])
    const replies = mail.replyTo?.value.map(({ address }) => address) ?? ['anna@mail.example']
    expect(replies).toEqual(['anna@mail.example'])
  }
}

const plain = {
  messageId: '<a@otklik.example>',
  from: { name: 'Anna', address: 'post@otklik.example' },
  to: 'office@gov.example',
  replyTo: 'anna@mail.example',
  returnPath: 'post@otklik.example',
  subject: 'On dogs',
  text: 'Dear Sir,\n',
  date: new Date('2026-03-12T09:00:00Z'),
}

/** Sends one by one within some lines at once, for the server greets each only after 100 ms; how many were refused. */
const sendAll = async (send: (text: string) => Promise<void>) => {
  let [next, refused] = [0, 0]
  const line = async () => {
    for (let text = hostile[next++]; text !== undefined; text = hostile[next++]) {
      await send(text).catch(() => refused++)
    }
  }
  await Promise.all(Array.from({ length: 40 }, line))
  return refused
}

test('the strings are two thousand different ones', () => {
  expect(new Set(hostile).size).toBe(TOTAL)
})

test('in name, subject and text of a letter they stay what they are: no new header, no new recipient', async () => {
  const carrier = smtpLetters(receiver.url)
  const send = (text: string) =>
    carrier.deliver(
      { ...plain, from: { name: text, address: plain.from.address }, subject: text, text },
      async () => {},
    )
  expect(await sendAll(send)).toBe(0)
  expect(receiver.received.length).toBe(TOTAL)
  expectClean()
}, 240_000)

/** Some are one strange address from end to end, such as Anna=0D=0Aevil@evil.example, and are taken as that alone. */
const expectRefused = (refused: number) => {
  const taken = receiver.received.splice(0)
  expect(refused + taken.length).toBe(TOTAL)
  expect(taken.length).toBeLessThan(10)
  for (const { to, from, mail } of taken) {
    const all = [...to, from, ...[mail.to].flat().flatMap((each) => each?.value.map(({ address }) => address) ?? [])]
    const strange = all.filter((address) => !['office@gov.example', 'post@otklik.example'].includes(address ?? ''))
    expect(strange.filter((address) => !hostile.includes(address ?? ''))).toEqual([])
    expect([to.length, mail.cc, mail.bcc]).toEqual([1, undefined, undefined])
    expect([...mail.headers.keys()].filter((name) => !allowed.has(name) && name !== 'x-otklik-meant-for')).toEqual([])
  }
}

test('as an address of a letter each is refused before a line is opened', async () => {
  const carrier = smtpLetters(receiver.url)
  const fields = ['to', 'replyTo', 'returnPath', 'meantFor'] as const
  for (const field of fields) {
    const refused = await sendAll((text) => carrier.deliver({ ...plain, [field]: text }, async () => {}))
    expectRefused(refused)
  }
  const refused = await sendAll((text) =>
    carrier.deliver({ ...plain, from: { name: 'Anna', address: text } }, async () => {}),
  )
  expectRefused(refused)
}, 120_000)

test('in every field of other mail the same', async () => {
  const carrier = smtpCarrier(receiver.url, 'Otklik <post@otklik.example>')
  const mail = { messageId: '<b@otklik.example>', to: plain.to, text: 'a', html: '<p>a</p>' }
  expect(await sendAll((text) => carrier.send({ ...mail, subject: text, text, html: text }))).toBe(0)
  expect(receiver.received.length).toBe(TOTAL)
  expectClean()
  expectRefused(await sendAll((text) => carrier.send({ ...mail, subject: 'a', to: text })))
  carrier.close()
}, 240_000)
