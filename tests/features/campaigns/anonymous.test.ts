import { afterAll, expect, test } from 'vitest'
import { exportCampaign, importCampaign } from '../../../server/features/campaigns/index.ts'
import { demo, openSite } from '../../site.ts'

const site = await openSite()
afterAll(site.close)

const folder = await exportCampaign(site.db, demo)
if (!folder) throw new Error('There is no demo campaign')
const { name, email } = folder.campaign.organiser
const names = [name.en, name.ru, email, folder.campaign.organiser.slug]

const addresses = ['en', 'ru'].flatMap((locale) =>
  ['', '/updates', '/updates/feed.atom', '/letters', '/letters/president', '/board', '/check-your-mail'].map(
    (rest) => `/${locale}/campaigns/${demo}${rest}`,
  ),
)

const read = async (path: string) => (await fetch(site.url + path)).text()

test('a campaign names its organiser, on the page and for search engines', async () => {
  const page = await read(`/ru/campaigns/${demo}`)
  expect(page).toContain(name.ru)
  expect(page).toContain(email)
})

test('a campaign whose authors stay anonymous names them nowhere in public', async () => {
  await importCampaign(site.db, { ...folder, campaign: { ...folder.campaign, anonymous: true } }, () =>
    site.vault.newDataKey(),
  )
  for (const locale of ['en', 'ru']) {
    await expect.poll(() => read(`/${locale}/campaigns/${demo}`), { timeout: 5_000 }).not.toContain(email)
  }
  const told: string[] = []
  for (const path of ['/en/', '/ru/', `/api/v1/campaigns/${demo}`, ...addresses]) {
    const text = (await read(path)).replaceAll(`campaigns/${demo}`, '')
    told.push(...names.filter((each) => text.includes(each)).map((each) => `${path} names ${each}`))
  }

  expect(told).toEqual([])
  expect(await read(`/en/campaigns/${demo}`)).toContain('remain unnamed for their safety')
  expect(await read(`/en/campaigns/${demo}`)).not.toContain('"author"')
})
