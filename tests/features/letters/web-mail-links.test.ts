import { expect, test } from 'vitest'
import { gmailLink, MAX_LINK, mailLink, outlookLink } from '../../../server/features/letters/links.ts'

const subject = 'Обращение & закон?'
const text = 'Уважаемый господин министр!\nПрошу Вас.&bcc=x@y.example#z'

test('a Gmail link opens a message to the office with the whole letter in it', () => {
  const link = new URL(gmailLink('appeals@office.example', subject, text).url ?? '')

  expect(link.origin + link.pathname).toBe('https://mail.google.com/mail/')
  expect(Object.fromEntries(link.searchParams)).toEqual({
    view: 'cm',
    fs: '1',
    to: 'appeals@office.example',
    su: subject,
    body: text.replace('\n', '\r\n'),
  })
  expect(link.hash).toBe('')
})

test('an Outlook link opens a message to the office with the whole letter in it', () => {
  const link = new URL(outlookLink('appeals@office.example', subject, text).url ?? '')

  expect(link.origin + link.pathname).toBe('https://outlook.live.com/mail/0/deeplink/compose')
  expect(Object.fromEntries(link.searchParams)).toEqual({
    to: 'appeals@office.example',
    subject,
    body: text.replace('\n', '\r\n'),
  })
  expect(link.hash).toBe('')
})

test.each([
  ['mailto', mailLink],
  ['Gmail', gmailLink],
  ['Outlook', outlookLink],
])('%s: a link of 1,600 characters is offered, a longer one is not', (_name, link) => {
  const base = link('a@b.example', 's', '').length

  expect(link('a@b.example', 's', 'x'.repeat(MAX_LINK - base)).url).toHaveLength(MAX_LINK)
  expect(link('a@b.example', 's', 'x'.repeat(MAX_LINK - base + 1))).toEqual({ url: null, length: MAX_LINK + 1 })
})

test('what an address holds stays an address', () => {
  const { url } = gmailLink('a@b.example&body=other?su=x', 's', 't')

  expect([...new URL(url ?? '').searchParams.keys()]).toEqual(['view', 'fs', 'to', 'su', 'body'])
})
