import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { unprintable } from '../../server/render/pdf.ts'
import { hiddenCharacters } from '../../server/web/form.ts'
import { demo, openSite, type TestSite } from '../site.ts'
import { hostileStrings } from './hostile-strings.ts'
import { escaped, expectHarmless } from './page-reader.ts'
import { type Fields, forEach, postForm } from './requests.ts'

let site: TestSite
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

const typed = ['name', 'name_genitive', 'city', 'address', 'phone', 'email', 'own_words'] as const
const fields = [...typed, 'gender', 'country', 'resident', 'language', 'topics', 'demands', 'enclose'] as const

const good: Fields = {
  name: 'Ada Lovelace',
  gender: 'woman',
  country: 'GB',
  city: 'London',
  resident: 'no',
  language: 'en',
  demands: ['law', 'moratorium'],
}

const composer = (locale: string, file = '') => `${site.url}/${locale}/campaigns/${demo}/letters/president${file}`

/** For hundreds of pages on a machine that does much else. */
const MANY_PAGES_MS = 120_000

const localeOf = (index: number) => (index % 2 ? 'en' : 'ru')

const expectPage = async (answer: Response, values: string[]) => {
  const html = await answer.text()
  expect([200, 422]).toContain(answer.status)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.getSetCookie()).toEqual([])
  expectHarmless(html)
  for (const value of values) expect(html).toContain(escaped(value))
}

test(
  'every hostile string in every field at once is refused with what was typed, escaped',
  async () => {
    await forEach(hostileStrings, 8, async (_, index) => {
      const value = (field: (typeof fields)[number]) =>
        hostileStrings[(index + fields.indexOf(field) * 11) % hostileStrings.length] ?? ''
      const form = Object.fromEntries(fields.map((field) => [field, value(field)]))
      await expectPage(await postForm(composer(localeOf(index)), form), typed.map(value))
    })
  },
  MANY_PAGES_MS,
)

/** Cities need a letter, and texts that hold hidden characters are refused: what remains goes into the letter. */
const letterWith = (value: string): Fields => ({ ...good, city: `A ${value}`, address: value, own_words: value })

/** An accepted text without the spaces around it, its lines ended and its letters composed in one way. */
const asWritten = (value: string) => value.replace(/\r\n?/g, '\n').trim().normalize('NFC')

const ofLetterLength = hostileStrings.filter((value) => value.length <= 240)

test(
  'every hostile string in a letter is shown on its page as text, or refused',
  async () => {
    let [written, refused] = [0, 0]
    await forEach(ofLetterLength, 8, async (value, index) => {
      const page = await postForm(composer(localeOf(index)), letterWith(value))
      if (page.status === 200) written++
      else refused++
      await expectPage(page, page.status === 200 ? [asWritten(value)] : [value])
    })
    expect(written).toBeGreaterThan(200)
    expect(refused).toBeGreaterThan(20)
  },
  MANY_PAGES_MS,
)

const visible = ofLetterLength.filter((value) => value.trim() !== '' && !hiddenCharacters.test(value))

const together = Array.from({ length: Math.ceil(visible.length / 8) }, (_, index) =>
  visible.slice(index * 8, index * 8 + 8).join('\n\n'),
)

test(
  'every hostile string comes out of the plain text, the draft and the print as text',
  async () => {
    let printed = 0
    await forEach(together, 4, async (words) => {
      const at = (file: string) => postForm(composer('en', file), { ...good, own_words: words })
      const firstWords = words.split(/\s/)[0]?.normalize('NFC') ?? ''
      const text = await at('.txt')
      expect(text.headers.get('content-type')).toBe('text/plain; charset=utf-8')
      expect(text.headers.get('content-disposition')).toBe('attachment; filename="president-en.txt"')
      expect(await text.text()).toContain(firstWords)

      const draft = await at('.eml')
      expect(draft.status).toBe(200)
      await expectDraft(Buffer.from(await draft.arrayBuffer()))

      const print = await at('.pdf')
      const [nowhere] = unprintable(words.normalize('NFC'))
      expect(print.status).toBe(nowhere === undefined ? 200 : 422)
      if (nowhere !== undefined) return expectPage(print, [nowhere])
      printed++
      expect(print.headers.get('content-type')).toBe('application/pdf')
      expect(
        Buffer.from(await print.arrayBuffer())
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-')
    })
    expect(printed, 'only what no typeface has is refused').toBeGreaterThan(together.length / 2)
  },
  MANY_PAGES_MS,
)

const headerNames = ['content-transfer-encoding', 'content-type', 'date', 'mime-version', 'subject', 'to', 'x-unsent']

const expectDraft = async (eml: Buffer, from?: string) => {
  const mail = await simpleParser(eml)
  expect([...mail.headers.keys()].sort()).toEqual([...headerNames, ...(from ? ['from'] : [])].sort())
  expect([mail.to].flat().map((to) => to?.text)).toEqual(['president@akorda.example'])
  if (from) expect(mail.from?.value.map(({ address }) => address)).toEqual([from])
  expect(mail.attachments).toEqual([])
}

test.each(['name', 'email', 'phone', 'name_genitive'] as const)(
  'every hostile string as %s gives a draft with one recipient and no header more, or is refused',
  async (field) => {
    await forEach(hostileStrings, 8, async (value, index) => {
      const answer = await postForm(composer(localeOf(index), '.eml'), { ...good, [field]: value })
      expect([200, 422]).toContain(answer.status)
      if (answer.status === 422) return void (await answer.arrayBuffer())
      const from = field === 'email' && value.trim() ? value.trim() : undefined
      await expectDraft(Buffer.from(await answer.arrayBuffer()), from)
    })
  },
)

test('nothing that was typed into letters is stored', async () => {
  const { rows } = await site.db
    .selectFrom('signatures')
    .select((row) => row.fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow()
  expect(rows).toBe(0)
  expect(await site.mailbox.list(1)).toEqual([])
})
