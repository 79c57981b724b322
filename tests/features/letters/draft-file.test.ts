import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { wholeText } from '../../../server/features/letters/letter-text.ts'
import { composeEml } from '../../../server/mail/index.ts'
import { letterOf } from './campaign.ts'

const subject =
  'Обращение: Казахстану нужен закон о защите животных, который обещан ещё в феврале 2020 года и до сих пор не принят'
const russian = letterOf({ ownWords: `Мәртебелі! ${'Очень длинная строка без единого перевода. '.repeat(60)}` })
const english = letterOf({ name: 'Anna Ivanova', ownWords: '.\nFrom the first day.\n..\n' }, 'en')

const draftOf = (letter: typeof russian, from = 'anna@example.org') =>
  composeEml({
    to: 'president@akorda.example',
    from,
    subject: letter.locale === 'ru' ? subject : letter.subject,
    text: wholeText(letter),
    date: new Date('2026-03-12T09:00:00Z'),
  })

const drafts = [
  ['in Russian', russian, 'anna@example.org'],
  ['in Russian, without a sender', russian, ''],
  ['in English', english, 'anna@example.org'],
] as const

test.each(drafts)('a draft %s keeps to the lines of RFC 5322, in seven bits', async (_title, letter, from) => {
  const file = (await draftOf(letter, from)).toString('latin1')
  const lines = file.split('\r\n')

  expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(998)
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(78)
  expect(file).toMatch(/^[\x20-\x7e\r\n\t]*$/)
})

test.each(drafts)('a draft %s is one part of text, with a sender where one was given', async (_title, letter, from) => {
  const file = (await draftOf(letter, from)).toString('latin1')
  const head = file.slice(0, file.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ')
  const header = (name: string) =>
    head.split('\r\n').flatMap((line) => (line.toLowerCase().startsWith(`${name}:`) ? line.slice(name.length + 2) : []))

  expect(header('x-unsent')).toEqual(['1'])
  expect(header('mime-version')).toEqual(['1.0'])
  expect(header('content-type')).toEqual(['text/plain; charset=utf-8'])
  expect(['quoted-printable', 'base64', '7bit']).toContain(header('content-transfer-encoding')[0])
  expect(header('to')).toEqual(['president@akorda.example'])
  expect(header('from')).toEqual(from ? [from] : [])
  expect(header('message-id')).toEqual([])
  expect(header('bcc')).toEqual([])
})

/** RFC 2047, for UTF-8 in either encoding: written here apart from the parser. */
const decodedWords = (value: string) =>
  value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_word, encoding: string, text: string) =>
      encoding.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64').toString('latin1')
        : text
            .replaceAll('_', ' ')
            .replace(/=([0-9A-F]{2})/gi, (_hex, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    )

test('a Russian subject is cut into encoded words of whole characters, each short enough', async () => {
  const file = (await draftOf(russian)).toString('latin1')
  const [, folded = ''] = /^Subject: ((?:.*\r\n)(?:[ \t].*\r\n)*)/im.exec(file) ?? []
  const words = folded.trim().split(/\s+/)

  expect(words.length).toBeGreaterThan(1)
  for (const word of words) {
    expect(word.length).toBeLessThanOrEqual(75)
    expect(word).toMatch(/^=\?utf-8\?[bq]\?[^?\s]*\?=$/i)
    expect(Buffer.from(decodedWords(word), 'latin1').toString('utf8')).not.toContain('\ufffd')
  }
  expect(Buffer.from(decodedWords(folded.trim()), 'latin1').toString('utf8')).toBe(subject)
})

test.each(drafts)('a draft %s is read back whole by a mail parser', async (_title, letter, from) => {
  const mail = await simpleParser(await draftOf(letter, from))

  expect(mail.text?.trim()).toBe(wholeText(letter).trim())
  expect(mail.subject).toBe(letter.locale === 'ru' ? subject : letter.subject)
  expect(mail.attachments).toEqual([])
  expect(mail.html).toBe(false)
  expect(mail.date).toEqual(new Date('2026-03-12T09:00:00Z'))
})
