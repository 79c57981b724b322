import type { Db } from '../../db/index.ts'
import { type LocalizedText, locales } from '../../i18n/locale.ts'
import { recordAct } from '../accounts/index.ts'
import { type CampaignFolder, importCampaign, isPublic, isSameFolder } from '../campaigns/index.ts'
import { lockOffices } from '../officials/index.ts'
import { checkDraft } from './check-draft.ts'
import type { DraftProblem } from './draft-problem.ts'
import { findPublished, type LanguageChoices } from './languages.ts'
import { findDraft } from './queries.ts'

interface Publishing {
  campaignId: string
  account: string
  /** What changed in what people sign, for a campaign that is public already. */
  note: LocalizedText
  /** From when and until when it can be signed. */
  opens: string | null
  closes: string | null
  /** What to do with each language, where it is not the usual. */
  chosen?: LanguageChoices
  now: Date
  newDataKey: () => Buffer
}

export type Published = { ok: true; edition: number; changed: boolean } | { ok: false; problems: DraftProblem[] }

/**
 * Makes the sections what readers see, exactly as importing their folder would, with the edition and the act in one
 * transaction. A draft becomes open; a campaign that is public stays where it stands. Refused with what keeps a chosen
 * language from being published.
 */
export const publishCampaign = (db: Db, publishing: Publishing): Promise<Published> =>
  db.transaction().execute(async (transaction) => {
    const { campaignId, account, note, opens, closes, chosen, now, newDataKey } = publishing
    await lockOffices(transaction)
    const draft = await findDraft(transaction, campaignId)
    if (!draft) throw new Error('There is no such campaign')
    const { campaign } = draft
    const state = isPublic(campaign.state) ? campaign.state : ('open' as const)
    const before = await findPublished(transaction, draft)
    const published = { ...draft, campaign: { ...campaign, state, opens, closes } }
    const checked = await checkDraft(transaction, { draft: published, published: before, chosen, ui: locales[0], now })
    if (!checked.folder) return { ok: false, problems: checked.problems }

    const { changed } = await importCampaign(transaction, checked.folder, newDataKey, { account, note, now })
    const { edition } = await transaction
      .selectFrom('campaigns')
      .select('edition')
      .where('id', '=', campaignId)
      .executeTakeFirstOrThrow()
    const details = { edition, ...(state !== campaign.state && { to: state }) }
    const act = { team: campaign.teamId, account, campaign: campaignId, act: 'campaign-published' as const, details }
    if (changed) await recordAct(transaction, act)
    return { ok: true, edition, changed }
  })

/** Whether readers see something else than this; what other desks keep row by row is not compared. */
export const isUnpublished = (published: CampaignFolder | undefined, folder: CampaignFolder): boolean => {
  const { signatories, cases, recommendations } = folder
  const { logos } = folder
  return !published || !isSameFolder({ ...published, signatories, cases, recommendations, logos }, folder)
}
