import { CompiledQuery, type KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Db, newId } from '../../../server/db/index.ts'
import { countShown, listShown } from '../../../server/features/exchange/queries.ts'
import {
  countAnswers,
  countComments,
  countRefusals,
  listAnswers,
  listCampaignsOf,
  listComments,
  listHeldSignatures,
} from '../../../server/features/moderation/queries.ts'
import { refusalParts } from '../../../server/features/moderation/refusals.ts'
import { proposeCorrection } from '../../../server/features/officials/index.ts'
import type { SealedCampaign } from '../../../server/features/privacy/index.ts'
import { createSending, createWriter, sealAnswer } from '../../../server/features/sendings/index.ts'
import { openBrowser } from '../../browser.ts'
import { type DeskBrowser, openDesk, type TestDesk } from '../../desk.ts'
import { demo } from '../../site.ts'
import { addSignature, demoCampaign, findState } from './signatures.ts'

let here: TestDesk
let campaign: SealedCampaign
let moderator: DeskBrowser
beforeAll(async () => {
  here = await openDesk()
  campaign = await demoCampaign(here.db)
  moderator = await here.as(['moderator'])
})
afterAll(() => here.close())

const at = `/desk/campaigns/${demo}/moderation`
const pdf = Buffer.from('%PDF-1.7 canary')

/** An answer that came by mail: nobody has said what it is. */
const addAnswer = async (text: string) => {
  const { db, vault } = here
  const addressee = await db
    .selectFrom('addressees')
    .select(['key', 'office_id'])
    .where('campaign_id', '=', campaign.id)
    .orderBy('position')
    .executeTakeFirstOrThrow()
  const person = { name: 'Анна Канарейкина', email: 'anna.canary@example.org' }
  const writer = await createWriter(db, vault, { campaign, locale: 'ru', resident: true, person } as never)
  const { id: sending } = await createSending(db, {
    id: newId(),
    campaignId: campaign.id,
    writerId: writer.id,
    addressee: addressee.key,
    officeId: addressee.office_id,
    channel: 'email',
    locale: 'ru',
    now: new Date(),
  })
  const id = newId()
  await db
    .insertInto('answers')
    .values({
      id,
      sending_id: sending,
      received_on: '2026-03-04',
      kind: null,
      state: 'waiting',
      sealed: sealAnswer(vault, campaign, id, text),
      file_type: 'application/pdf',
      file_sealed: sealAnswer(vault, campaign, id, pdf.toString('base64')),
      file_name: null,
      public_text: null,
    })
    .execute()
  return id
}

const answerOf = (id: string) =>
  here.db.selectFrom('answers').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

const publish = async (id: string, fields: Record<string, string>, file?: Buffer) => {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  if (file) body.append('file', new Blob([new Uint8Array(file)]), 'scan.pdf')
  const headers = { origin: here.url, cookie: moderator.cookie, accept: 'text/html' }
  const answer = await fetch(`${here.url}${at}/answers/${id}`, { method: 'POST', body, headers, redirect: 'manual' })
  return { status: answer.status, text: await answer.text() }
}

test('an answer is redacted beside what came, given its kind, and published with a file of its own or none', async () => {
  const id = await addAnswer('Уважаемая Анна Канарейкина, ИИН 900101300123: отказать. <script>')
  expect((await moderator.get(`${at}/answers`)).text).toContain(`/moderation/answers/${id}"`)
  const page = await moderator.get(`${at}/answers/${id}`)
  expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-store'])
  const [, proposed = ''] = /<textarea[^>]*>([\s\S]*?)<\/textarea>/.exec(page.text) ?? []
  expect(proposed).toContain('отказать. &lt;script&gt;')
  expect(proposed).not.toMatch(/900101300123|Канарейкин/)
  expect(page.text).toContain('900101300123')
  expect((await moderator.get(`${at}/answers/${id}/file`)).text).toBe(pdf.toString())

  const typed = 'Уважаемая ████: отказать.'
  const refused = [await publish(id, { text: typed }), await publish(id, { text: typed, kind: 'bribe' })]
  for (const { status, text } of refused) {
    expect([status, text.includes(typed), text.includes('id="kind-error"')]).toEqual([422, true, true])
  }
  expect((await publish(id, { text: '', kind: 'refused' })).status).toBe(422)
  expect((await publish(id, { text: typed, kind: 'refused' }, Buffer.from('GIF89a'))).status).toBe(422)
  expect((await answerOf(id)).state).toBe('waiting')

  expect((await publish(id, { text: typed, kind: 'refused' })).status).toBe(303)
  expect(await answerOf(id)).toMatchObject({
    state: 'published',
    kind: 'refused',
    public_text: typed,
    public_file: null,
  })
  expect((await here.nobody.get(`/ru/campaigns/${demo}/answers`)).text).toContain(typed)
  const act = await here.db.selectFrom('audit_log').selectAll().orderBy('id', 'desc').executeTakeFirst()
  expect(act).toMatchObject({ act: 'answer-published', account_id: moderator.accountId })
  expect((await publish(id, { text: typed, kind: 'refused' })).status).toBe(404)

  const kept = await addAnswer('Секретно')
  const done = await moderator.post(`${at}/answers`, { refuse: kept, reason: 'private' })
  expect((await answerOf(kept)).state).toBe('refused')
  await moderator.post(`${at}/undo`, { batch: new URL(done.location, here.url).searchParams.get('done') ?? '' })
  expect((await answerOf(kept)).state).toBe('waiting')
  expect((await (await here.stranger()).get(`${at}/answers/${kept}`)).status).toBe(404)
})

test('an answer published as forwarded begins the letter at the next office, once, with a term of its own there', async () => {
  const { db } = here
  const id = await addAnswer('Переслано по принадлежности.')
  const { sending_id: sending = '' } = await answerOf(id)
  await db.updateTable('sendings').set({ state: 'answered', sent_on: '2026-03-02' }).where('id', '=', sending).execute()
  const to = await db
    .selectFrom('offices')
    .select(['id', 'slug'])
    .where('slug', 'like', 'kz-%prosecutor%')
    .executeTakeFirstOrThrow()
  const typed = { text: 'Переслано.', kind: 'forwarded' }
  const wrong = [
    { ...typed },
    { ...typed, forwarded_to: 'nobody', forwarded_on: '2026-03-03' },
    { ...typed, forwarded_to: to.slug, forwarded_on: '2026-03-01' },
    { ...typed, forwarded_to: to.slug, forwarded_on: '2999-01-01' },
  ]
  for (const fields of wrong) {
    const { status, text } = await publish(id, fields)
    expect([status, /id="forwarded_(to|on)-error"/.test(text), text.includes('Переслано.')]).toEqual([422, true, true])
  }
  const right = { ...typed, forwarded_to: to.slug, forwarded_on: '2026-03-03' }
  const twice = await Promise.all([publish(id, right), publish(id, right)])
  expect(twice.map(({ status }) => status)).toContain(303)
  const next = await db.selectFrom('sendings').selectAll().where('parent_id', '=', sending).execute()
  expect(next).toMatchObject([{ state: 'sent', office_id: to.id, sent_on: '2026-03-03', registered_on: null }])
  expect(JSON.stringify(next[0]?.clock)).toContain('"forwarded","date":"2026-03-03"')
  expect(await answerOf(id)).toMatchObject({ state: 'published', kind: 'forwarded' })

  const copy = await addAnswer('Переслано, копия.')
  await db.updateTable('answers').set({ sending_id: sending }).where('id', '=', copy).execute()
  expect((await moderator.get(`${at}/answers/${copy}`)).text).toMatch(
    /<p class="notice">The letter is already being followed/,
  )
  expect((await publish(copy, typed)).status).toBe(303)
  expect(await db.selectFrom('sendings').select('id').where('parent_id', '=', sending).execute()).toHaveLength(1)
})

test('corrections show what would change, are applied or set aside, in a campaign and for the whole directory', async () => {
  const channel = await here.db
    .selectFrom('channels')
    .innerJoin('addressees', 'addressees.office_id', 'channels.office_id')
    .select(['channels.id', 'channels.office_id', 'channels.address'])
    .where('campaign_id', '=', campaign.id)
    .where('channels.kind', '=', 'email')
    .orderBy('addressees.position')
    .executeTakeFirstOrThrow()
  const propose = async (address: string) => {
    const proposal = { about: 'Letters come back.', channelId: channel.id, kind: null, address, sourceUrl: null }
    await proposeCorrection(here.db, channel.office_id, proposal)
    const waiting = here.db.selectFrom('corrections').select('id').where('state', '=', 'waiting')
    return (await waiting.executeTakeFirstOrThrow()).id
  }
  const addressNow = async () =>
    (await here.db.selectFrom('channels').select('address').where('id', '=', channel.id).executeTakeFirstOrThrow())
      .address.en

  const first = await propose('new@office.example')
  const page = await moderator.get(`${at}/corrections`)
  expect(page.text).toContain(`<del>${channel.address.en}</del>`)
  expect(page.text).toContain('<ins>new@office.example</ins>')
  await moderator.post(`${at}/corrections`, { accept: first })
  expect(await addressNow()).toBe('new@office.example')

  const second = await propose('worse@office.example')
  const team = `/desk/teams/${here.team.slug}/moderation`
  expect((await moderator.get(team)).text).toContain('worse@office.example')
  expect((await moderator.post(team, { refuse: second })).status).toBe(422)
  const refused = await moderator.post(team, { refuse: second, reason: 'unfounded' })
  expect(await addressNow()).toBe('new@office.example')
  expect((await moderator.get(refused.location)).text).toContain('1 refused.')
  await moderator.post(`${team}/undo`, { batch: new URL(refused.location, here.url).searchParams.get('done') ?? '' })
  expect((await moderator.get(team)).text).toContain('worse@office.example')
})

test('the public sees how many were refused and why, in tens, and nothing of fewer', async () => {
  const counts = [
    { kind: 'comment', reason: 'insult', count: 27 },
    { kind: 'comment', reason: 'advertising', count: 9 },
    { kind: 'held', reason: 'invented', count: 1 },
  ]
  const [comments, held] = refusalParts('en', counts)
  expect(comments?.rows).toEqual([{ words: 'Insult or obscenity', count: '20+' }])
  expect([held?.rows, held?.few]).toEqual([[], 'No reason has reached ten cases.'])
  for (const locale of ['en', 'ru']) {
    expect((await here.nobody.get(`/${locale}/campaigns/${demo}/moderation`)).status).toBe(200)
  }
  expect((await here.nobody.get('/en/campaigns/nothing/moderation')).status).toBe(404)
})

test('keys go through the queue: down, select, accept; refusing asks for a reason first', async (context) => {
  const opened = await openBrowser()
  if ('skipped' in opened) return context.skip(opened.skipped)
  const one = await addSignature(here.db, here.vault, campaign, {
    comment: 'www.one.example',
    commentState: 'waiting',
    at: new Date('2020-01-01T00:00:00Z'),
  })
  const two = await addSignature(here.db, here.vault, campaign, {
    comment: 'www.two.example',
    commentState: 'waiting',
    at: new Date('2020-01-02T00:00:00Z'),
  })
  try {
    const browser = await opened.browser.newContext({ extraHTTPHeaders: {} })
    const [name = '', value = ''] = moderator.cookie.split('=')
    await browser.addCookies([{ name, value, url: here.url }])
    const page = await browser.newPage()
    await page.goto(`${here.url}${at}`)
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    await page.keyboard.press('r')
    expect(await page.evaluate('document.activeElement.id')).toBe('reason')
    await page.selectOption('#reason', 'advertising')
    await page.click('[name=refuse][value=selected]')
    await page.waitForURL(/done=/)
    await page.keyboard.press('j')
    await Promise.all([page.waitForNavigation(), page.keyboard.press('a')])
  } finally {
    await opened.browser.close()
  }
  expect((await findState(here.db, one))?.comment_state).toBe('refused')
  expect((await findState(here.db, two))?.comment_state).toBe('shown')
})

/** What the database would do for each query that the work asks, as EXPLAIN tells. */
const plansOf = async (db: Db, work: (db: Db) => Promise<unknown>) => {
  const queries: CompiledQuery[] = []
  const spy: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      queries.push(db.getExecutor().compileQuery(node, queryId))
      return node
    },
    transformResult: async ({ result }) => result,
  }
  await work(db.withPlugin(spy))
  const explain = async ({ sql, parameters }: CompiledQuery) =>
    JSON.stringify(await db.executeQuery(CompiledQuery.raw(`explain (format json) ${sql}`, [...parameters])))
  return Promise.all(queries.map(explain))
}

test('however many have signed, no page of the queue and no batch of an export goes through them all', async () => {
  const { db } = here
  await db.executeQuery(
    CompiledQuery.raw(`insert into signatures (slot, campaign_id, id, created_at, confirmed_at, wants_updates, resident,
        address_key, sealed, state, held_reason, visibility, locale, country, comment_state)
      select get_byte(key, 0) >> 2, '${campaign.id}', gen_random_uuid(), t, case when n % 50 <> 0 then t end, false, false,
        key, 'x', case when n % 50 = 0 then 'held' else 'confirmed' end, null, 'full', 'en', 'KZ',
        case when n % 100 = 1 then 'waiting' when n % 10 = 1 then 'shown' else 'none' end
      from (select n, decode(md5(n::text), 'hex') as key, timestamptz '2026-01-01' + n * interval '1 second' as t
        from generate_series(1, 40000) as n) as made`),
  )
  await db.executeQuery(CompiledQuery.raw('analyze signatures'))
  const after = { at: new Date('2026-01-01T05:00:00Z'), id: newId() }
  const plans = await plansOf(db, async (spied) => {
    await countComments(spied, campaign.id)
    await countAnswers(spied, campaign.id)
    await listComments(spied, campaign.id, null, 31)
    await listComments(spied, campaign.id, after, 31)
    await listHeldSignatures(spied, campaign.id, after, 31)
    await listAnswers(spied, campaign.id, null, 31)
    await listCampaignsOf(spied, here.team.id)
    await countRefusals(spied, campaign.id)
    for await (const _ of listShown(spied, campaign.id, new Date('2026-01-01T00:30:00Z'))) break
  })
  expect(plans.length).toBeGreaterThan(8)
  expect(plans.join()).toMatch(/"Index Name":"signatures_commented"[\s\S]*"Index Name":"signatures_held"/)
  for (const plan of plans) expect(plan).not.toMatch(/"Node Type":"Seq Scan"[^}]*"Relation Name":"signatures"/)
  for (const plan of plans.slice(2, 5)) expect(plan).not.toMatch(/"Node Type":"Sort"/)
  expect(await countShown(db, campaign.id, new Date('2027-01-01'))).toBeGreaterThan(39_000)
})
