import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../../server/db/index.ts'
import type { SealedCampaign } from '../../../server/features/privacy/index.ts'
import { findCounts } from '../../../server/features/signatures/index.ts'
import { type DeskBrowser, openDesk, type TestDesk } from '../../desk.ts'
import { demo } from '../../site.ts'
import { addSignature, demoCampaign, findState, type Wishes } from './signatures.ts'

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
const sign = (wishes: Wishes) => addSignature(here.db, here.vault, campaign, wishes)
const stateOf = (key: { slot: number; id: string }) => findState(here.db, key)
const decisions = () => here.db.selectFrom('moderation_decisions').selectAll().orderBy('id').execute()
const lastAct = () =>
  here.db.selectFrom('audit_log').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow()
const batchIn = (location: string) => new URL(location, here.url).searchParams.get('done') ?? ''

test('a moderator reads comments with why each waits, decides on many at once, and takes it back', async () => {
  const insult = await sign({ name: 'Boris Q', comment: 'Вы и д и о т ы', locale: 'ru', commentState: 'waiting' })
  const linked = await sign({ name: '<b>Eve</b>', comment: 'See www.spam.example', commentState: 'waiting' })
  await sign({ name: 'Not Yet', comment: 'UNCONFIRMED', state: 'pending', commentState: 'waiting' })

  const page = await moderator.get(at)
  expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-store'])
  for (const words of ['Boris Q', 'идиоты', 'Contains a link', '&lt;b&gt;Eve']) expect(page.text).toContain(words)
  expect(page.text).not.toContain('UNCONFIRMED')

  const refused = await moderator.post(`${at}/comments`, {
    item: [insult.key, linked.key],
    refuse: 'selected',
    reason: 'insult',
    note: 'Brands them all',
  })
  expect(refused.status).toBe(303)
  expect([(await stateOf(insult))?.comment_state, (await stateOf(linked))?.comment_state]).toEqual([
    'refused',
    'refused',
  ])
  expect(await lastAct()).toMatchObject({
    act: 'moderated',
    account_id: moderator.accountId,
    details: { kind: 'comment', decision: 'refused', reason: 'insult', count: 2 },
  })
  const [first] = await decisions()
  expect(first).toMatchObject({ decided_by: moderator.accountId, reason: 'insult' })
  expect(first?.note?.includes('Brands')).toBe(false)

  const after = await moderator.get(refused.location)
  expect(after.text).toContain('2 refused.')
  const undone = await moderator.post(`${at}/undo`, { batch: batchIn(refused.location) })
  expect(undone.location).toBe(`${at}/comments`)
  expect((await stateOf(insult))?.comment_state).toBe('waiting')
  expect((await lastAct()).act).toBe('moderation-undone')
  expect((await moderator.post(`${at}/undo`, { batch: batchIn(refused.location) })).status).toBe(404)

  const shown = await moderator.post(`${at}/comments`, { accept: linked.key, item: insult.key })
  expect((await stateOf(linked))?.comment_state).toBe('shown')
  expect((await stateOf(insult))?.comment_state).toBe('waiting')
  expect((await here.nobody.get(`/en/campaigns/${demo}`)).text).toContain('See www.spam.example')
  await moderator.post(`${at}/undo`, { batch: batchIn(shown.location) })
  expect((await stateOf(linked))?.comment_state).toBe('waiting')
})

test('a refusal without a reason, or of nothing, keeps what was chosen and typed and changes nothing', async () => {
  const one = await sign({ name: 'Kept Chosen', comment: 'http://a.example', commentState: 'waiting' })
  const answers = await Promise.all([
    moderator.post(`${at}/comments`, { item: one.key, refuse: 'selected', note: 'my "words"' }),
    moderator.post(`${at}/comments`, { item: one.key, refuse: 'selected', reason: 'nonsense', note: 'my "words"' }),
    moderator.post(`${at}/comments`, { item: one.key, refuse: 'selected', reason: 'other', note: 'x'.repeat(501) }),
  ])
  for (const { status, text } of answers) {
    expect(status).toBe(422)
    expect(text).toContain('role="alert"')
    expect(text).toContain(`value="${one.key}" checked`)
  }
  expect(answers[0]?.text).toContain('my &quot;words&quot;')
  expect(answers[0]?.text).toContain('id="reason-error"')
  const nothing = await moderator.post(`${at}/comments`, { refuse: 'selected', reason: 'other' })
  expect([nothing.status, nothing.text.includes('href="#queue"')]).toEqual([422, true])
  for (const item of ['x', `1.${newId()}`, `${newId()}; drop table signatures`]) {
    const answer = await moderator.post(`${at}/comments`, { accept: item })
    expect([303, 422]).toContain(answer.status)
  }
  expect((await stateOf(one))?.comment_state).toBe('waiting')
})

test('held signatures are counted or not, the counters follow, and what was decided can be held again', async () => {
  const before = await findCounts(here.db, campaign.id)
  const confirmed = await sign({ name: 'Held One', state: 'held', heldReason: 'network', confirmed: true })
  const pending = await sign({ name: 'Held Two', state: 'held', heldReason: 'domain', email: 'x@mail.example' })
  const fake = await sign({ name: 'Mickey Mouse', state: 'held', heldReason: 'campaign' })
  const page = await moderator.get(`${at}/held`)
  for (const words of ['Many from one network', 'mail at mail.example', 'not confirmed yet']) {
    expect(page.text).toContain(words)
  }
  expect(page.text).not.toContain('x@mail.example')

  const counted = await moderator.post(`${at}/held`, { item: [confirmed.key, pending.key], accept: 'selected' })
  await moderator.post(`${at}/held`, { refuse: fake.key, reason: 'invented' })
  expect((await stateOf(confirmed))?.state).toBe('confirmed')
  expect((await stateOf(pending))?.state).toBe('pending')
  expect(await stateOf(fake)).toMatchObject({ state: 'refused', held_reason: 'campaign' })
  expect(await findCounts(here.db, campaign.id)).toEqual({
    ...before,
    confirmed: before.confirmed + 1,
    pending: before.pending + 1,
    refused: before.refused + 1,
  })

  await moderator.post(`${at}/undo`, { batch: batchIn(counted.location) })
  expect(await stateOf(confirmed)).toMatchObject({ state: 'held', held_reason: 'network' })
  expect(await findCounts(here.db, campaign.id)).toEqual({
    ...before,
    held: before.held + 2,
    refused: before.refused + 1,
  })
})

test('only moderators and owners of the team come in, and another campaign’s things are not touched', async () => {
  const waiting = await sign({ comment: 'a@b.example', commentState: 'waiting' })
  const others = await here.as(['editor', 'translator', 'coordinator'])
  const stranger = await here.stranger()
  for (const path of [at, `${at}/held`, `${at}/answers`, `/desk/teams/${here.team.slug}/moderation`]) {
    expect((await others.get(path)).status).toBe(403)
    expect((await stranger.get(path)).status).toBe(404)
    expect((await here.nobody.get(path)).status).toBe(303)
    expect((await here.owner.get(path)).status).toBe(200)
  }
  expect((await others.post(`${at}/comments`, { accept: waiting.key })).status).toBe(403)
  expect((await stateOf(waiting))?.comment_state).toBe('waiting')
  expect((await moderator.get(`${at}/nothing`)).status).toBe(404)
})

test('pages follow one another by key, and nothing is shown twice or left out', async () => {
  const start = Date.parse('2020-01-01T00:00:00Z')
  const signing = Array.from({ length: 65 }, (_, n) =>
    sign({ name: `Page ${n}.`, state: 'held', at: new Date(start + Math.floor(n / 5) * 1000) }),
  )
  const all = new Set((await Promise.all(signing)).map(({ key }) => key))
  const seen: string[] = []
  let path = `${at}/held`
  for (let pages = 0; path !== '' && pages < 5; pages++) {
    const { text } = await moderator.get(path)
    seen.push(...[...text.matchAll(/name="item" value="([^"]+)"/g)].map(([, key]) => key ?? ''))
    path = (/href="([^"]+)">Next</.exec(text)?.[1] ?? '').replaceAll('&amp;', '&').replaceAll('&#x3D;', '=')
  }
  expect(seen.filter((key) => all.has(key))).toHaveLength(65)
  expect(new Set(seen).size).toBe(seen.length)
})
