import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { promiseReminders } from '../../../server/features/sendings/index.ts'
import { openBrowser } from '../../browser.ts'
import { demo, openSite, type TestSite } from '../../site.ts'

let site: TestSite
let opened: Awaited<ReturnType<typeof openBrowser>>
let today: Date

beforeAll(async () => {
  site = await openSite({ now: () => today })
  opened = await openBrowser()
  await site.db.updateTable('institutions').set({ answer_rule: 'kz-appk-76' }).where('country', '=', 'KZ').execute()
})
afterAll(async () => {
  if ('browser' in opened) await opened.browser.close()
  await site.close()
})
beforeEach(() => {
  today = new Date('2026-03-02T09:00:00Z')
})

const onPhone = async (browser: Browser, javaScriptEnabled: boolean) => {
  const context = await browser.newContext({
    javaScriptEnabled,
    locale: 'ru-RU',
    viewport: { width: 390, height: 844 },
  })
  context.setDefaultTimeout(8000)
  const errors: string[] = []
  context.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  return { context, page: await context.newPage(), errors }
}

const shots = process.env.SCREENSHOTS
const shot = async (page: Page, name: string) => {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}

const words = {
  ru: {
    claim: /Напишу/,
    take: 'Взять письмо',
    no: 'Нет',
    yes: 'Да',
    email: 'Электронная почта',
    remind: /Напоминать мне/,
    compose: 'Составить письмо',
    show: 'Показать письмо',
    save: 'Сохранить',
    sent: 'Отправлено',
    registered: 'Зарегистрировано',
    overdue: 'Срок ответа прошёл',
    reminder: 'Напоминание',
    saveAnswer: 'Сохранить ответ',
    answered: 'Ответ получен',
    formal: 'Формальный ответ',
    number: 'Входящий номер',
    registeredOn: 'День регистрации',
    sentOn: 'День отправки',
    post: 'Почта',
    openPage: /Открыть мою страницу/,
    future: 'Этот день ещё не наступил',
  },
  en: {
    claim: /I’ll write/,
    take: 'Take on the letter',
    no: 'No',
    yes: 'Yes',
    email: 'E-mail',
    remind: /Send me reminders/,
    compose: 'Write the letter',
    show: 'Show the letter',
    save: 'Save',
    sent: 'Sent',
    registered: 'Registered',
    overdue: 'The answer is overdue',
    reminder: 'Reminder',
    saveAnswer: 'Save the answer',
    answered: 'Answered',
    formal: 'Formal reply',
    number: 'Registration number',
    registeredOn: 'Date of registration',
    sentOn: 'Date sent',
    post: 'Post',
    openPage: /Open my page/,
    future: 'This date is still to come',
  },
}

test.for([
  { scripts: true, locale: 'ru' as const },
  { scripts: false, locale: 'en' as const },
])(
  'a volunteer goes from the board to a registered, overdue and answered letter, in $locale, with scripts $scripts',
  { timeout: 90_000 },
  async ({ scripts, locale }, test) => {
    if ('skipped' in opened) return test.skip(opened.skipped)
    const { context, page, errors } = await onPhone(opened.browser, scripts)
    const say = words[locale]
    const address = `volunteer-${locale}@example.org`
    const state = () => page.locator('#state').innerText()

    await page.goto(`${site.url}/${locale}/campaigns/${demo}/board`)
    await shot(page, `board-${locale}`)
    expect(await page.locator('.addressee-list .to').count()).toBeGreaterThan(5)
    await page.getByRole('link', { name: say.claim }).first().click()
    await page.getByRole('button', { name: say.take }).click()
    expect(await page.getByRole('alert').count()).toBe(1)
    await shot(page, `claim-refused-${locale}`)
    await page.getByLabel(say.yes, { exact: true }).check()
    await page.getByLabel(say.email).fill(address)
    await page.getByLabel(say.remind).check()
    await page.getByRole('button', { name: say.take }).click()
    await page.waitForURL(/\/writing\/[\w-]{43}\/letters\//)
    const letter = page.url()
    await shot(page, `drafted-${locale}`)

    await site.mailSent()
    await page.goto(`${site.url}/dev/mail`)
    await page.locator('li', { hasText: address }).first().getByRole('link').click()
    await page.locator('a[href*="/writing-mail/"]').first().click()
    await page.getByRole('button', { name: say.openPage }).click()
    await page.waitForURL(/\/writing\/[\w-]{43}$/)
    await shot(page, `writing-${locale}`)

    await page.goto(letter)
    await page.getByRole('link', { name: say.compose }).click()
    await page.waitForURL(/\/letters\/[a-z-]+/)
    await page.locator('input[name="name"]').fill('Иванова Анна Петровна')
    await page.locator('input[name="resident"][value="yes"]').check()
    await page.locator('select[name="country"]').selectOption('KZ')
    await page.locator('input[name="city"]').fill('Алматы')
    await page.getByRole('button', { name: say.show }).first().click()
    await expect.poll(() => page.locator('.sheet').first().innerText()).toContain('Иванов')

    await page.goto(letter)
    await page.getByLabel(say.post, { exact: true }).check()
    await page.getByLabel(say.sentOn).fill('2026-03-20')
    await page.locator('#sent').getByRole('button', { name: say.save }).click()
    expect((await page.getByRole('alert').innerText()).replaceAll('\u00a0', ' ')).toContain(say.future)
    await page.getByLabel(say.sentOn).fill('2026-03-02')
    await page.locator('#sent').getByRole('button', { name: say.save }).click()
    await expect.poll(state).toBe(say.sent)
    await shot(page, `sent-${locale}`)

    today = new Date('2026-03-04T09:00:00Z')
    await page.getByLabel(say.number, { exact: true }).fill('ЖТ-2026-04417')
    await page.getByLabel(say.registeredOn).fill('2026-03-03')
    await page.locator('#registered').getByRole('button', { name: say.save }).click()
    await expect.poll(state).toBe(say.registered)
    expect(await page.locator('main').innerText()).toContain('ЖТ-2026-04417')
    const clock = await page.locator('.clock-steps').innerText()
    expect(clock).toMatch(/76/)
    await shot(page, `registered-${locale}`)

    today = new Date('2026-04-20T09:00:00Z')
    expect(await promiseReminders(site.db, today)).toBeGreaterThan(0)
    await site.mailSent()
    await page.goto(`${site.url}/dev/mail`)
    await page.locator('li', { hasText: address }).first().getByRole('link').click()
    await page.locator('a[href*="/writing/"]').first().click()
    expect(page.url()).toBe(letter)
    expect(await state()).toBe(say.overdue)
    await shot(page, `overdue-${locale}`)

    await page.getByRole('link', { name: say.reminder }).click()
    await page.locator('input[name="name"]').fill('Иванова Анна Петровна')
    await page.locator('input[name="city"]').fill('Алматы')
    await page.getByRole('button', { name: say.show }).click()
    await expect.poll(() => page.locator('.sheet').innerText()).toContain('ЖТ-2026-04417')
    await shot(page, `reminder-${locale}`)

    await page.goto(letter)
    await page.locator('summary').first().scrollIntoViewIfNeeded()
    await page.getByLabel(say.formal).check()
    await page.locator('#answer-received_on').fill('2026-04-19')
    await page.locator('#answer-text').fill('Уважаемая Анна Петровна! Ваше обращение рассмотрено.')
    const scan = { name: 'scan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 scan of an answer') }
    await page.locator('#answer-file').setInputFiles(scan)
    await page.getByRole('button', { name: say.saveAnswer }).click()
    await expect.poll(state).toBe(say.answered)
    await shot(page, `answered-${locale}`)

    expect(errors.filter((text) => !/422/.test(text))).toEqual([])
    expect(await context.cookies()).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
    await context.close()
  },
)
