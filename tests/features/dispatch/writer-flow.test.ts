import { afterAll, beforeAll, expect, test } from 'vitest'
import { runDispatchCommand } from '../../../server/cli/dispatch.ts'
import { Dispatcher, forgetDrafts } from '../../../server/features/dispatch/index.ts'
import { demo, openSite, type TestSite } from '../../site.ts'
import { anna } from '../letters/site.ts'

let site: TestSite
let moment = new Date('2026-03-11T06:00:00Z')
const now = () => moment

beforeAll(async () => {
  site = await openSite({ now })
})
afterAll(() => site.close())

const allow = (values: { dispatch: 'off' | 'test' | 'on'; dispatch_tester?: string | null }) =>
  site.db
    .updateTable('campaigns')
    .set({ dispatch_tester: null, ...values })
    .where('slug', '=', demo)
    .execute()

const composer = `/ru/campaigns/${demo}/letters/president`

const post = (path: string, fields: Record<string, string | string[]> = {}) =>
  fetch(`${site.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams(
      Object.entries(fields).flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, each])),
    ),
  })

const get = async (path: string) => (await (await fetch(`${site.url}${path}`)).text()).replaceAll('\u00a0', ' ')

/** Sends what is due at this moment, to the mailbox where mail is kept. */
const dispatchNow = async () => {
  const outcomes: string[] = []
  const dispatcher = new Dispatcher({
    ...site,
    now,
    carrier: site.mailbox,
    mailFrom: site.config.mailFrom,
    inboundDomain: undefined,
    report: (outcome) => outcomes.push(outcome),
    onError: (error) => outcomes.push(String(error)),
  })
  await dispatcher.close()
  return outcomes
}

const lettersTo = async (domain: string) => (await site.mailbox.list(500)).filter(({ to }) => to.endsWith(domain))

/** Hands a letter over and gives the path of the link that comes by mail. */
const handOver = async (email: string, ownWords: string) => {
  const answer = await post(`${composer}/dispatch`, { ...anna, variant: '1', email, own_words: ownWords })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `/ru/campaigns/${demo}/letter-promised`])
  await site.mailSent()
  const mail = (await site.mailbox.list(500)).find(({ to, subject }) => to === email && /ещё раз/.test(subject))
  const [path = ''] = /\/ru\/dispatch\/[\w-]{43}/.exec(mail?.text ?? '') ?? []
  return { mail, path }
}

const stateBehind = async (email: string) => {
  const rows = await site.db
    .selectFrom('sendings')
    .innerJoin('writers', 'writers.id', 'writer_id')
    .select(['sendings.id', 'state', 'sent_on', 'due_on'])
    .where('address_key', '=', site.vault.addressKey(await campaignId(), email))
    .execute()
  return rows
}

const campaignId = async () =>
  (await site.db.selectFrom('campaigns').select('id').where('slug', '=', demo).executeTakeFirstOrThrow()).id

const command = async (...args: string[]) => {
  const lines: string[] = []
  const code = await runDispatchCommand(args, { ...site, now, print: (line) => lines.push(line) })
  return { code, text: lines.join('\n') }
}

test('where the campaign does not let the platform send, it is not offered and not taken', async () => {
  await allow({ dispatch: 'off' })
  const page = await (await post(composer, anna)).text()
  expect(page).not.toContain('president/dispatch')
  expect((await post(`${composer}/dispatch`, anna)).status).toBe(422)
  expect(await site.db.selectFrom('deliveries').selectAll().execute()).toEqual([])
})

test('without an address of one’s own nothing is taken: the form comes back and says so beside the field', async () => {
  await allow({ dispatch: 'on' })
  const answer = await post(`${composer}/dispatch`, { ...anna, email: '' })
  const page = await answer.text()
  expect(answer.status).toBe(422)
  expect(page).toContain('id="email-error"')
  expect(page).toContain('Мою собаку поймали')
})

test('a letter is offered, handed over, read once more, confirmed by a button, and leaves once', async () => {
  await allow({ dispatch: 'on' })
  expect(await (await post(composer, anna)).text()).toContain(`formaction="${composer}/dispatch"`)

  const { mail, path } = await handOver('anna@example.org', 'Первое письмо.')
  expect(`${mail?.subject} ${mail?.text}`).not.toMatch(/собак|животн|Президент/i)
  expect(await lettersTo('@akorda.example')).toEqual([])

  const page = await get(path)
  expect(page).toContain('Первое письмо.')
  expect(page).toContain('@akorda.example')
  expect((await stateBehind('anna@example.org')).map(({ state }) => state)).toEqual(['drafted'])
  expect(await dispatchNow()).toEqual([])

  for (let press = 0; press < 3; press++) expect((await post(path)).status).toBe(303)
  expect(await get(path)).toContain('Письмо в очереди')
  expect(await dispatchNow()).toEqual(['left'])
  expect(await dispatchNow()).toEqual([])

  const [sent, ...more] = await lettersTo('@akorda.example')
  expect(more).toEqual([])
  expect(sent?.text).toContain('Первое письмо.')
  expect(sent?.from).toContain('Иванова Анна Петровна через')
  expect(sent?.replyTo).toBe('anna@example.org')
  const [stored] = await stateBehind('anna@example.org')
  expect(stored).toMatchObject({ state: 'sent', sent_on: '2026-03-11' })
  expect(stored?.due_on).not.toBeNull()
  expect(await get(path)).toContain('Письмо отправлено')
})

test('the same letter handed over twice is one letter; its mail comes again, three times at most', async () => {
  for (let time = 0; time < 5; time++) await handOver('twice@example.org', 'Одно и то же.')
  expect((await stateBehind('twice@example.org')).length).toBe(1)
  const mails = (await site.mailbox.list(500)).filter(({ to }) => to === 'twice@example.org')
  expect(mails.length).toBe(3)
})

test('links and mail scanners send nothing, a wrong token opens nothing, and after two weeks it is too late', async () => {
  const { path } = await handOver('late@example.org', 'Поздно.')
  await get(path)
  await fetch(`${site.url}${path}`, { method: 'HEAD' })
  expect((await fetch(`${site.url}${path.slice(0, -2)}AA`)).status).toBe(404)
  const before = moment
  moment = new Date(moment.getTime() + 15 * 86_400_000)
  await post(path)
  expect(await get(path)).toContain('Ссылка устарела')
  expect((await stateBehind('late@example.org')).map(({ state }) => state)).toEqual(['drafted'])
  moment = new Date(moment.getTime() + 15 * 86_400_000)
  await forgetDrafts(site.db, moment)
  expect(await stateBehind('late@example.org')).toEqual([])
  expect((await stateBehind('anna@example.org')).length).toBe(1)
  moment = before
})

test('a queued letter waits while the campaign is paused, can be stopped, and then never leaves', async () => {
  const { path } = await handOver('stop@example.org', 'Остановите.')
  await post(path)
  moment = new Date(moment.getTime() + 3_600_000)
  expect((await command('pause', demo)).code).toBe(0)
  expect(await dispatchNow()).toEqual([])
  expect(await get(path)).toContain('приостановила')
  expect((await command('status')).text).toContain('paused')
  await post(`${path}/cancellation`)
  expect((await command('resume', demo)).code).toBe(0)
  expect(await dispatchNow()).toEqual([])
  expect(await get(path)).toContain('не будет отправлено')
})

test('in test mode the letter goes to the tester, says to whom it would have gone, and counts as not sent', async () => {
  await allow({ dispatch: 'test', dispatch_tester: 'tester@desk.example' })
  const before = (await lettersTo('@akorda.example')).length
  const { path } = await handOver('trial@example.org', 'Проба пера.')
  expect(await get(path)).toContain('уйдёт проверяющему')
  await post(path)
  moment = new Date(moment.getTime() + 3_600_000)
  expect(await dispatchNow()).toEqual(['left'])
  expect((await lettersTo('@akorda.example')).length).toBe(before)
  const [tried] = await lettersTo('tester@desk.example')
  expect(tried?.text).toMatch(/^\[Проба: .*@akorda\.example/)
  expect(tried?.meantFor).toContain('@akorda.example')
  expect(await stateBehind('trial@example.org')).toMatchObject([{ state: 'cancelled', sent_on: null }])
})

test('a mailbox is asked to confirm no more than so many letters a day', async () => {
  await allow({ dispatch: 'on' })
  for (let index = 0; index < 22; index++) {
    await post(`${composer}/dispatch`, { ...anna, email: 'flooded@example.org', own_words: `Письмо ${index}.` })
  }
  expect((await stateBehind('flooded@example.org')).length).toBe(20)
})
