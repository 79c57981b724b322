import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { wholeText } from '../../../server/features/letters/letter-text.ts'
import { MAX_LINK, mailLink } from '../../../server/features/letters/links.ts'
import { composeEml, type Draft } from '../../../server/mail/index.ts'
import { letterOf } from './campaign.ts'

const draft: Draft = {
  to: 'president@akorda.example',
  from: 'anna@example.org',
  subject: 'Обращение: закон о защите животных',
  text: 'Уважаемый господин Президент!\n\nПрошу Вас.',
  date: new Date('2026-03-12T09:00:00Z'),
}

const headersOf = async (changed: Partial<Draft>) => {
  const mail = await simpleParser(await composeEml({ ...draft, ...changed }))
  return { mail, names: [...mail.headers.keys()].sort() }
}

test('a draft opens in a mail program, addressed and filled in', async () => {
  const { mail, names } = await headersOf({ text: wholeText(letterOf()) })

  expect(names).toEqual(
    ['content-transfer-encoding', 'content-type', 'date', 'from', 'mime-version', 'subject', 'to', 'x-unsent'].sort(),
  )
  expect(mail.headers.get('x-unsent')).toBe('1')
  expect(mail.to).toMatchObject({ text: 'president@akorda.example' })
  expect(mail.from?.text).toBe('anna@example.org')
  expect(mail.subject).toBe(draft.subject)
  expect(mail.text?.trim()).toBe(wholeText(letterOf()))
})

test('a writer who gives no address leaves the sender to the mail program', async () => {
  expect((await headersOf({ from: '' })).names).not.toContain('from')
})

const BREAKS = ['\r\n', '\n', '\r', '\u2028', '\u2029', '\u0085', '\v', '\f', '\0', '\r\n\t', '\n ', '%0d%0a', '\\r\\n']
const HEADERS = [
  'Bcc: evil@example.net',
  'Cc: evil@example.net',
  'To: evil@example.net',
  'Reply-To: evil@example.net',
  'Content-Type: text/html',
  'X-Unsent: 0',
  '\r\nBody',
  'Subject: other',
]
const hostile = BREAKS.flatMap((line) => HEADERS.map((header) => `Words${line}${header}`))

test('at least two hundred inputs are tried', () => {
  expect(hostile.length * 3).toBeGreaterThanOrEqual(200)
})

test.each(hostile.map((input) => [JSON.stringify(input), input]))(
  'a subject of %s adds nothing',
  async (_shown, subject) => {
    const { mail, names } = await headersOf({ subject })

    expect(names).toHaveLength(8)
    expect(mail.to).toMatchObject({ text: 'president@akorda.example' })
    expect(mail.cc).toBeUndefined()
    expect(mail.bcc).toBeUndefined()
    expect(mail.headers.get('x-unsent')).toBe('1')
    expect(mail.html).toBe(false)
  },
)

test.each(hostile.map((input) => [JSON.stringify(input), input]))(
  'a text of %s stays in the body',
  async (_shown, text) => {
    const { mail, names } = await headersOf({ text })

    expect(names).toHaveLength(8)
    expect(mail.to).toMatchObject({ text: 'president@akorda.example' })
    expect(mail.bcc).toBeUndefined()
  },
)

test.each(hostile.map((input) => [JSON.stringify(input), input.replace('Words', 'a@example.org')]))(
  'an address of %s is refused whole',
  async (_shown, address) => {
    await expect(composeEml({ ...draft, to: address })).rejects.toThrow()
    await expect(composeEml({ ...draft, from: address })).rejects.toThrow()
  },
)

test.each([
  'a@b.example, c@d.example',
  'a@b.example;c@d.example',
  'Name <a@b.example>',
  '<a@b.example>',
  'a@b@c',
  '@b',
  'a',
])('%s is not one address', async (to) => {
  await expect(composeEml({ ...draft, to })).rejects.toThrow('Not a mail address')
})

test('a short letter fits a link, whole and with nothing added', () => {
  const { url } = mailLink('a@b.example', 'Hello & goodbye?', 'One\nTwo&cc=x@y.example#z')
  const link = new URL(url ?? '')

  expect(link.pathname).toBe('a@b.example')
  expect([...link.searchParams.keys()]).toEqual(['subject', 'body'])
  expect(link.searchParams.get('body')).toBe('One\r\nTwo&cc=x@y.example#z')
})

test('a link of 1,600 characters is offered, a longer one is not', () => {
  const base = mailLink('a@b.example', 's', '').length

  expect(mailLink('a@b.example', 's', 'x'.repeat(MAX_LINK - base)).url).toHaveLength(MAX_LINK)
  expect(mailLink('a@b.example', 's', 'x'.repeat(MAX_LINK - base + 1))).toEqual({ url: null, length: MAX_LINK + 1 })
})

test.each(hostile.map((input) => [JSON.stringify(input), input]))('a link with %s has two fields', (_shown, input) => {
  const { url } = mailLink(`a@b.example${input}`, input, input)

  expect([...new URL(url ?? '').searchParams.keys()]).toEqual(['subject', 'body'])
  expect(url).not.toMatch(/[\r\n\s]/)
})
