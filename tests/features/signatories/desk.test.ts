import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DeskBrowser, openDesk, type TestDesk } from '../../desk.ts'
import { demo } from '../../site.ts'

let site: TestDesk
let editor: DeskBrowser
let ahead = 0
const list = `/desk/campaigns/${demo}/signatories`

beforeAll(async () => {
  site = await openDesk({ now: () => new Date(Date.now() + ahead) })
  editor = await site.as(['editor'])
})
afterAll(() => site.close())

const add = async (kind: string, fields: Record<string, string>) => {
  const answer = await editor.post(`${list}/new?kind=${kind}`, fields)
  expect(answer.status).toBe(303)
  return /([\da-f-]{36})$/.exec(answer.location)?.[1] ?? ''
}

/** The page as it stands when whatever was known of it is too old to be shown. */
const publicPage = async (locale = 'en') => {
  ahead += 11_000
  return (await fetch(`${site.url}/${locale}/campaigns/${demo}`)).text()
}

const linkFrom = async (id: string) => {
  const { text } = await editor.get(`${list}/${id}`)
  return /value="(http[^"]+\/invitations-to-sign\/[^"]+)"/.exec(text)?.[1] ?? ''
}

const answer = (link: string, fields: Record<string, string>) =>
  fetch(link, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: site.url },
    body: new URLSearchParams(fields),
  })

const stateOf = async (id: string) =>
  (await site.db.selectFrom('signatories').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state

test('what is added waits for a check, is shown once confirmed, and can be put in order and withdrawn', async () => {
  const first = await add('organisation', {
    name_en: 'River Watch',
    website: 'watch.example',
    email: 'ada@mail.watch.example',
  })
  const second = await add('organisation', {
    name_ru: 'Речной дозор',
    email: 'ada@elsewhere.example',
    website: 'dozor.example',
  })
  expect((await editor.get(list)).text).toMatch(/mail\.watch\.example[\s\S]*they match[\s\S]*they do not match/)
  expect(await publicPage()).not.toContain('River Watch')

  for (const id of [first, second]) await editor.post(`${list}/${id}/state`, { to: 'confirmed' })
  const shown = await publicPage()
  expect(shown.indexOf('River Watch')).toBeLessThan(shown.indexOf('Речной дозор'))
  expect(shown).not.toContain('elsewhere.example')

  await editor.post(`${list}/order`, { kind: 'organisation', signatory: second, move: 'up' })
  await editor.post(`${list}/order`, { kind: 'organisation', signatory: second, move: 'up' })
  const turned = await publicPage()
  expect(turned.indexOf('Речной дозор')).toBeLessThan(turned.indexOf('River Watch'))
  await editor.post(`${list}/order`, { kind: 'organisation', order: `${first},${second}` })
  const back = (await editor.get(list)).text
  expect(back.indexOf('River Watch')).toBeLessThan(back.indexOf('Речной дозор'))

  const withdrawn = await editor.post(`${list}/${second}/state`, { to: 'withdrawn', reason: 'asked to' })
  expect(withdrawn.status).toBe(303)
  expect(await publicPage()).not.toContain('Речной дозор')
  const acts = await site.db.selectFrom('audit_log').select('act').execute()
  expect(new Set(acts.map(({ act }) => act))).toEqual(
    new Set(['signatory-added', 'signatory-confirmed', 'signatories-ordered', 'signatory-withdrawn']),
  )
})

test('a refused form comes back with what was typed, and a refusal says why', async () => {
  const refused = await editor.post(`${list}/new?kind=office-holder`, { given_en: 'Ada', country: '', since: 'once' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('value="Ada"')
  expect(refused.text).toMatch(/id="country-error"[\s\S]*id="since-error"/)

  const id = await add('organisation', { name_en: 'Nobody Knows' })
  const silent = await editor.post(`${list}/${id}/state`, { to: 'refused', reason: '' })
  expect([silent.status, await stateOf(id)]).toEqual([422, 'waiting'])
  await editor.post(`${list}/${id}/state`, { to: 'refused', reason: 'not an organisation' })
  expect(await stateOf(id)).toBe('refused')
})

test('an invited office-holder signs as written and is shown at once; the link works once', async () => {
  const fields = {
    honorific: 'ms',
    given_en: 'Jane',
    surname_en: 'Doe',
    country: 'AT',
    email: 'jane@parliament.example',
  }
  const id = await add('office-holder', fields)
  await editor.post(`${list}/${id}/invitation`, { how: 'mail', locale: 'en' })
  await site.mailSent()
  const mail = (await site.mailbox.list(50)).find(({ to }) => to === 'jane@parliament.example')
  const link = /http\S+invitations-to-sign\S+/.exec(mail?.text ?? '')?.[0] ?? ''
  expect(await linkFrom(id)).toBe(link)
  expect(mail?.subject).toBe('An invitation')

  const page = await fetch(link)
  expect(page.headers.get('cache-control')).toBe('no-store')
  expect((await page.text()).replaceAll('\u00a0', ' ')).toContain('Ms Jane DOE, Austria')
  const { email: _, ...same } = fields
  expect((await answer(link, { ...same, answer: 'accept' })).status).toBe(303)
  expect(await stateOf(id)).toBe('confirmed')
  expect(await publicPage()).toContain('Jane DOE')

  expect((await answer(link, { answer: 'decline' })).status).toBe(303)
  expect(await stateOf(id)).toBe('confirmed')
  expect(await (await fetch(link)).text()).toContain('the document is signed')
})

test('what the invited corrects waits for a check; a decline shows nothing; a new link ends the one before', async () => {
  const corrected = await add('office-holder', { given_en: 'John', surname_en: 'ROE', country: 'AT' })
  await editor.post(`${list}/${corrected}/invitation`, { how: 'link' })
  const before = await linkFrom(corrected)
  await editor.post(`${list}/${corrected}/invitation`, { how: 'link' })
  const link = await linkFrom(corrected)
  expect(link).not.toBe(before)
  expect(await (await fetch(before)).text()).toContain('This invitation no longer works')
  await answer(before, { given_en: 'John', surname_en: 'ROE', country: 'AT', answer: 'accept' })
  expect(await stateOf(corrected)).toBe('invited')

  const wrong = await answer(link, { given_en: '', surname_en: 'ROE', country: 'CH', answer: 'accept' })
  expect(wrong.status).toBe(422)
  await answer(link, { given_en: 'John', surname_en: 'ROE', country: 'CH', answer: 'accept' })
  expect(await stateOf(corrected)).toBe('waiting')
  expect((await editor.get(list)).text).toContain('Corrected by the person invited')

  const unwilling = await add('organisation', { name_en: 'Unwilling' })
  await editor.post(`${list}/${unwilling}/invitation`, { how: 'link' })
  await answer(await linkFrom(unwilling), { answer: 'decline' })
  expect(await stateOf(unwilling)).toBe('refused')
  expect((await editor.get(list)).text).toContain('Declined by the person invited')
})

test('whoever is invited before the document is public reads it behind the link; nobody else does', async () => {
  const moveTo = (state: 'draft' | 'open') =>
    site.db
      .updateTable('campaigns')
      .set((row) => ({ state, version: row('version', '+', 1) }))
      .where('slug', '=', demo)
      .execute()
  const id = await add('office-holder', { given_en: 'Early', surname_en: 'BIRD', country: 'AT' })
  await editor.post(`${list}/${id}/invitation`, { how: 'link' })
  const link = await linkFrom(id)
  await moveTo('draft')
  ahead += 11_000
  expect((await fetch(`${site.url}/en/campaigns/${demo}`)).status).toBe(404)
  const page = await (await fetch(link)).text()
  expect(page).toContain('Early BIRD')
  expect(page).toContain('Make every centre keep the rules')
  await answer(link, { given_en: 'Early', surname_en: 'BIRD', country: 'AT', answer: 'accept' })
  expect(await stateOf(id)).toBe('confirmed')
  await moveTo('open')
})

test('a list as a document prints it is read whole or not at all', async () => {
  const text =
    'Ms Margreet De BOER, Netherlands, SOC ; Sir Tony LLOYD, United Kingdom, SOC ; Mr Nobody NOWHERE, Atlantis'
  const refused = await editor.post(`${list}/several`, { kind: 'office-holder', list: text, checked: 'yes' })
  expect(refused.status).toBe(422)
  expect(refused.text).toMatch(/Could not be read: Mr Nobody NOWHERE, Atlantis[\s\S]*De BOER/)
  const taken = await editor.post(`${list}/several`, {
    kind: 'office-holder',
    list: text.replace('Atlantis', 'Kazakhstan'),
    checked: 'yes',
  })
  expect(taken.status).toBe(303)
  expect(await publicPage()).toMatch(/Margreet De BOER[\s\S]*Tony LLOYD[\s\S]*Nobody NOWHERE/)

  const groups = await editor.get(`${list}/groups`)
  expect(groups.text).toContain('value="SOC"')
  await editor.post(`${list}/groups`, { short_en_0: 'SOC', name_en_0: 'Socialists', name_ru_0: 'Социалисты' })
  expect(await publicPage('ru')).toContain('title="Социалисты"')
})

test('only editors of the team come here, and only to their own campaign’s signatories', async () => {
  const translator = await site.as(['translator'])
  expect((await translator.get(list)).status).toBe(403)
  const stranger = await site.stranger()
  expect((await stranger.get(list)).status).toBe(404)
  const id = await add('organisation', { name_en: 'Ours' })
  const other = `/desk/campaigns/kazakhstan-january-2022/signatories/${id}`
  expect((await editor.get(other)).status).toBe(404)
})
