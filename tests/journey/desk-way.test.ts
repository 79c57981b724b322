import { readFile } from 'node:fs/promises'
import { Secret, TOTP } from 'otpauth'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { offerFirstLink } from '../../server/features/accounts/index.ts'
import { openBrowser } from '../browser.ts'
import { openSite, type TestSite } from '../site.ts'
import { finger, type Hands, keyboard } from './hands.ts'

const password = 'four quiet herons fish'
const letters = {
  en: '{{own_words}}\n\nI ask you to:\n\n{{list demands}}',
  ru: '{{own_words}}\n\nПрошу Вас:\n\n{{list demands}}',
}

let opened: Awaited<ReturnType<typeof openBrowser>>
let site: TestSite
beforeAll(async () => {
  opened = await openBrowser()
})
afterAll(async () => {
  if ('browser' in opened) await opened.browser.close()
})

const codeOf = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret.replace(/\s/g, '')) }).generate()

/** The link in the newest mail to this address. */
const linkTo = async (address: string, path: string) => {
  await site.mailSent()
  const mail = (await site.mailbox.list(50)).find(({ to }) => to.includes(address))
  const link = mail?.text.match(/https?:\/\/\S+/g)?.find((each) => each.includes(path))
  if (!link) throw new Error(`No mail with ${path} to ${address}`)
  return link
}

/** From the printed link to a desk that is open: an account, a second factor, recovery codes kept. */
const begin = async (page: Page, hands: Hands) => {
  await page.goto(`${site.url}${await offerFirstLink(site.db, new Date())}?lang=en`)
  await hands.fill(page, '[name=name]', 'Olga Owner')
  await hands.fill(page, '[name=email]', 'olga@team.example')
  await hands.fill(page, '[name=password]', password)
  await hands.press(page, 'main form button')
  await page.goto(`${site.url}/desk/teams/volunteering-committee/campaigns`)
  expect(page.url()).toMatch(/second-factor$/)
  await hands.fill(page, '[name=code]', codeOf(await page.locator('.secret').innerText()))
  await hands.fill(page, '[name=password]', password)
  await hands.press(page, 'main form button')
  expect(await page.locator('.codes li').count()).toBeGreaterThanOrEqual(8)
  await hands.press(page, 'main a.button')
}

interface Texts {
  section: string
  fields: [name: string, en: string, ru: string][]
}

/** Writes a section in both languages, one after the other. */
const write = async (page: Page, hands: Hands, { section, fields }: Texts) => {
  for (const [at, locale] of ['en', 'ru'].entries()) {
    await page.goto(`${site.url}/desk/campaigns/river/edit/${section}`)
    for (const [name, ...texts] of fields) await hands.fill(page, `#${locale}-${name}`, texts[at] ?? '')
    await hands.tick(page, `#form-${locale} [name=ready]`)
    await hands.press(page, `#form-${locale} .edit-acts button`)
    expect(await page.locator('.error-summary').count()).toBe(0)
  }
}

const makeCampaign = async (page: Page, hands: Hands) => {
  await page.goto(`${site.url}/desk/teams/volunteering-committee/campaigns/new`)
  await hands.fill(page, '#title_en', 'Give the river back its water')
  await hands.fill(page, '#title_ru', 'Верните реке воду')
  await hands.fill(page, '#slug', 'river')
  await hands.press(page, 'main form button[type=submit]')
  await write(page, hands, {
    section: 'heading',
    fields: [
      ['title', 'Give the river back its water', 'Верните реке воду'],
      ['summary', 'The dam keeps all of it.', 'Плотина не пропускает ничего.'],
      ['call_to_action', 'Sign for the river', 'Подпишитесь за реку'],
    ],
  })
  await write(page, hands, { section: 'body', fields: [['markdown', '## Why\n\nIt is dry.', '## Почему\n\nСухо.']] })

  const demands = `${site.url}/desk/campaigns/river/edit/demands`
  await page.goto(demands)
  await hands.press(page, '#form-both [value=add]')
  const row = (await page.locator('#form-both [data-row]').first().getAttribute('data-row')) ?? ''
  await write(page, hands, {
    section: 'demands',
    fields: [
      [`rows-${row}-text`, 'Open the dam in spring.', 'Открывать плотину весной.'],
      [`rows-${row}-letter`, 'have the dam opened in spring', 'открывать плотину весной'],
    ],
  })

  await page.goto(`${site.url}/desk/campaigns/river/edit/addressees`)
  for (const office of ['kz-president', 'kz-government', 'kz-ecology']) {
    await hands.fill(page, '#both-office_search', office)
    await hands.press(page, '#form-both [value=add]')
  }
  expect(await page.locator('#form-both [data-row]').count()).toBe(3)
  await hands.press(page, '#form-both .edit-acts button')
  await write(page, hands, {
    section: 'letters',
    fields: [['rows-common-source', letters.en, letters.ru]],
  })
}

/** Somebody else, in a browser of their own, comes by the invitation and betters the Russian title. */
const translate = async (page: Page, hands: Hands, context: BrowserContext) => {
  await page.goto(`${site.url}/desk/teams/volunteering-committee/members`)
  await hands.fill(page, '#invite-email', 'tanya@team.example')
  await hands.tick(page, '#invite-roles-translator')
  await hands.press(page, 'form[action$="/invitations"] button[type=submit]')

  const theirs = await context.newPage()
  await theirs.goto(await linkTo('tanya@team.example', '/desk/invitations/'))
  await hands.fill(theirs, '[name=name]', 'Tanya Translator')
  await hands.fill(theirs, '[name=password]', password)
  await hands.press(theirs, 'main form button')
  await theirs.goto(`${site.url}/desk/campaigns/river/edit/heading`)
  await hands.fill(theirs, '#ru-title', 'Реке нужна вода')
  await hands.tick(theirs, '#form-ru [name=ready]')
  await hands.press(theirs, '#form-ru .edit-acts button')
  expect((await theirs.goto(`${site.url}/desk/teams/volunteering-committee/audit`))?.status()).toBe(403)
}

const publish = async (page: Page, hands: Hands) => {
  await page.goto(`${site.url}/desk/campaigns/river/check`)
  await hands.press(page, '#publish form button')
  expect(await page.locator('.error-summary').count()).toBe(0)
  for (const [locale, title] of [
    ['en', 'Give the river back its water'],
    ['ru', 'Реке нужна вода'],
  ]) {
    const shown = await (await fetch(`${site.url}/${locale}/campaigns/river`)).text()
    expect(shown).toContain(title)
    const letters = new Set(shown.match(/\/\w\w\/campaigns\/river\/letters\/[\w-]+/g))
    expect(letters.size).toBe(3)
    for (const letter of letters) expect((await fetch(site.url + letter)).status).toBe(200)
  }
}

/** A supporter signs with a comment and confirms; the comment waits for a moderator. */
const sign = async () => {
  const form = { name: 'Anna Ivanova', email: 'anna@example.org', country: 'KZ', comment: 'For the river!' }
  const signed = await fetch(`${site.url}/en/campaigns/river/signatures`, {
    method: 'POST',
    body: new URLSearchParams({ ...form, visibility: 'initial' }),
    redirect: 'manual',
  })
  expect(signed.status).toBe(303)
  const link = await linkTo('anna@example.org', '/confirmations/')
  expect((await fetch(link, { method: 'POST', redirect: 'manual' })).status).toBe(303)
}

const moderate = async (page: Page, hands: Hands) => {
  await page.goto(`${site.url}/desk/campaigns/river/moderation`)
  expect(await page.locator('.queue-item blockquote').innerText()).toBe('For the river!')
  await hands.press(page, '.queue-acts [name=accept]')
  expect(await page.locator('.queue-item').count()).toBe(0)
  const shown = () => fetch(`${site.url}/en/campaigns/river`).then((answer) => answer.text())
  await expect.poll(shown, { timeout: 5000 }).toContain('For the river!')
}

const postNews = async (page: Page, hands: Hands) => {
  await page.goto(`${site.url}/desk/campaigns/river/updates/new`)
  await hands.fill(page, '#title_en', 'The ministry listens')
  await hands.fill(page, '#body_en', 'We were **heard**.')
  await hands.fill(page, '#title_ru', 'Министерство слушает')
  await hands.fill(page, '#body_ru', 'Нас **услышали**.')
  await hands.press(page, 'main form button[type=submit]')
  await hands.press(page, 'form[action$="/posting"] button')
  expect(await (await fetch(`${site.url}/ru/campaigns/river/updates`)).text()).toContain('Министерство слушает')
}

const exportSigned = async (page: Page, hands: Hands) => {
  await page.goto(`${site.url}/desk/campaigns/river/exports`)
  await hands.choose(page, 'purpose', 'addressee')
  await hands.fill(page, '#reason', 'For the ministry')
  const coming = page.waitForEvent('download')
  await hands.touch(page, 'main form button[type=submit]')
  const text = await readFile(await (await coming).path(), 'utf8')
  expect(text).toMatch(/Anna\sI\./)
  expect(text).not.toContain('anna@example.org')
}

test.for([
  { words: 'by keyboard alone, with scripts', hands: keyboard, scripts: true, width: 1280 },
  { words: 'by finger on a phone, without scripts', hands: finger, scripts: false, width: 360 },
])(
  'a new owner makes a petition in two languages, publishes, moderates, tells news and exports, $words',
  { timeout: 120_000 },
  async ({ hands, scripts, width }, test) => {
    if ('skipped' in opened) return test.skip(opened.skipped)
    site = await openSite()
    const seen = {
      javaScriptEnabled: scripts,
      viewport: { width, height: 800 },
      hasTouch: width < 800,
      locale: 'en-GB',
    }
    const [owners, translators] = [await opened.browser.newContext(seen), await opened.browser.newContext(seen)]
    for (const context of [owners, translators]) context.setDefaultTimeout(10_000)
    try {
      const page = await owners.newPage()
      await begin(page, hands)
      await makeCampaign(page, hands)
      await translate(page, hands, translators)
      await publish(page, hands)
      await sign()
      await moderate(page, hands)
      await postNews(page, hands)
      await exportSigned(page, hands)
    } finally {
      await owners.close()
      await translators.close()
      await site.close()
    }
  },
)
