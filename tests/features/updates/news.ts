import supertest from 'supertest'
import { newId } from '../../../server/db/index.ts'
import { feedMailing, startMailing } from '../../../server/features/updates/mail-update.ts'
import { createUpdate, postUpdate } from '../../../server/features/updates/save-update.ts'
import { createCampaign } from '../../campaign.ts'
import type { TestSite } from '../../site.ts'

export const account = '0193a5b2-7c1d-7e4f-8a90-1b2c3d4e5f60'

const bothTexts = [
  {
    locale: 'en' as const,
    title: 'The ministry has answered',
    body: 'It promises a **law** <script>alert(1)</script>.',
  },
  { locale: 'ru' as const, title: 'Министерство ответило', body: 'Обещан **закон**.' },
]

/** A campaign with supporters, and news to tell them. */
export const openNews = async (site: TestSite) => {
  const { db, vault, intake } = site
  const campaign = await createCampaign(db, vault)
  const browser = supertest(site.url)

  /** Signs and confirms; the pages of the mail's links are given back. */
  const supporter = async (email: string, wishes: { locale?: 'en' | 'ru'; updates?: boolean } = {}) => {
    const { locale = 'en', updates = true } = wishes
    const fields = { name: 'Ada Lovelace', email, country: 'GB', ...(updates ? { updates: 'yes' } : {}) }
    await browser.post(`/${locale}/campaigns/${campaign.slug}/signatures`).type('form').redirects(0).send(fields)
    const key = await db
      .selectFrom('signatures')
      .select(['slot', 'id'])
      .where('address_key', '=', vault.addressKey(campaign.id, email))
      .executeTakeFirstOrThrow()
    await intake.confirm(key)
    return key
  }

  const draft = async (texts = bothTexts) => {
    const id = newId()
    await createUpdate(db, { campaignId: campaign.id, id, account }, { happenedOn: '2026-03-11', texts })
    return id
  }

  const post = async (texts = bothTexts) => {
    const id = await draft(texts)
    await postUpdate(db, campaign.id, id)
    return id
  }

  /** Promises all mail of an update, so many at a time. */
  const mail = async (id: string, batch = 100) => {
    await startMailing(db, campaign.id, id, account)
    while ((await feedMailing(db, batch)) !== undefined);
    site.mailPromised()
  }

  const mailTo = async (email: string) =>
    (await site.mailbox.list(500)).filter(({ to, subject }) => to === email && /news|Новости/.test(subject))

  return { campaign, browser, supporter, draft, post, mail, mailTo }
}
