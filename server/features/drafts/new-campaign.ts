import { type Db, newId } from '../../db/index.ts'
import type { CampaignKind } from '../../db/schema.ts'
import { type Locale, locales } from '../../i18n/locale.ts'
import { recordAct } from '../accounts/index.ts'
import { insertSections } from './queries.ts'
import type { SectionContent } from './section-files.ts'

interface NewCampaign {
  team: string
  account: string
  slug: string
  kind: CampaignKind
  country: string
  titles: Partial<Record<Locale, string>>
  /** Written already, as an example is; its slug, kind and country are the new campaign's own. */
  sections?: SectionContent[]
  now: Date
  newDataKey: () => Buffer
}

/** What a campaign begins with until its organisers say otherwise. */
const beginning = {
  goal: 1000,
  comments: 'after-review' as const,
  limits: { network_hour: 60, domain_hour: 3000, campaign_minute: 3000 },
}

/** Begins a campaign as a draft with its first sections; false where its slug is taken. One transaction. */
export const beginCampaign = async (db: Db, begun: NewCampaign): Promise<boolean> => {
  const { team, account, slug, kind, country, now, newDataKey } = begun
  const id = newId()
  const today = now.toISOString().slice(0, 10)
  return db.transaction().execute(async (transaction) => {
    const made = await transaction
      .insertInto('campaigns')
      .values({
        id,
        slug,
        kind,
        state: 'draft',
        organiser_id: team,
        country,
        goal: beginning.goal,
        opened_on: today,
        comments: beginning.comments,
        facts: '{}',
        limits: JSON.stringify(beginning.limits),
        data_key: newDataKey(),
        state_since: now,
      })
      .onConflict((conflict) => conflict.column('slug').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!made) return false
    const basics = { kind, country, opened: today, ...beginning }
    const sections = begun.sections ?? emptySections(begun.titles)
    const own = sections.filter(({ section }) => section !== 'basics')
    const all: SectionContent[] = [{ section: 'basics', locale: '', content: basics }, ...own]
    await insertSections(transaction, id, all, { ready: false, account, now })
    await recordAct(transaction, { team, account, campaign: id, act: 'campaign-created', details: { kind } })
    return true
  })
}

/** The working titles; everything else is there to be written. */
const emptySections = (titles: NewCampaign['titles']): SectionContent[] =>
  locales.flatMap((locale) => {
    const title = titles[locale]
    return title ? [{ section: 'heading', locale, content: { title, summary: '', call_to_action: '' } }] : []
  })
