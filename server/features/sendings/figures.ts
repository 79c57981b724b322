import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import type { OfficeName } from '../../db/schema.ts'
import type { AnswerKind } from '../../db/sending-tables.ts'
import type { LocalizedText } from '../../i18n/index.ts'
import { type AtLeast, atLeast, medianOf, partsAtLeast } from './at-least.ts'
import { answerKinds } from './forms.ts'

/**
 * How one office has treated the letters of one campaign, as anybody may see it. A writer counts once, however many
 * letters they wrote to it: as answered where one was, as overdue where none was and one is late.
 */
export interface OfficeFigures {
  campaign: { slug: string; titles: LocalizedText }
  office: { id: string; slug: string; name: OfficeName }
  sent: number
  registered: AtLeast
  answered: AtLeast
  kinds: Record<AnswerKind, AtLeast>
  overdue: AtLeast
  /** From sending to answer, of as many answers as `answered` tells. */
  days: number[]
  medianDays: number | null
}

interface Counted {
  slug: string
  titles: LocalizedText
  office_id: string
  office_slug: string
  office_name: OfficeName
  sent: number
  registered: number
  answered: number
  overdue: number
  kinds: (AnswerKind | null)[]
  days: number[]
}

/**
 * The figures of a campaign by its offices, or of an office by its campaigns, the most letters first; overdue as of
 * `today` (YYYY-MM-DD). No row for fewer than ten writers, and none of a campaign that is a draft.
 */
export const listFigures = async (
  db: Db,
  of: { campaignId: string } | { officeId: string },
  today: string,
): Promise<OfficeFigures[]> => {
  const those =
    'campaignId' in of
      ? sql<boolean>`sendings.campaign_id = ${of.campaignId}`
      : sql<boolean>`sendings.office_id = ${of.officeId}`
  const { rows } = await countLetters(those, today).execute(db)
  return rows.flatMap((row) => toFigures(row) ?? []).sort((a, b) => b.sent - a.sent)
}

const countLetters = (those: RawBuilder<boolean>, today: string) => sql<Counted>`
  with writing as (
    select campaign_id, office_id, writer_id,
      min(sent_on) as sent_on,
      min(answered_on) as answered_on,
      bool_or(registered_on is not null) as registered,
      bool_or(state = 'answered') as answered,
      bool_or(state <> 'answered' and due_on < ${today}::date) as late,
      (array_agg(id order by answered_on) filter (where state = 'answered'))[1] as answered_id
    from sendings
    where ${those} and state in ('sent', 'delivered', 'registered', 'answered')
    group by campaign_id, office_id, writer_id
  ), told as (
    select writing.*,
      (select kind from answers
        where sending_id = answered_id and kind is not null order by received_on desc, id desc limit 1) as kind,
      (select min(moved_at) from sending_moves where sending_id = answered_id and to_state = 'answered') as told_at
    from writing
  )
  select campaigns.slug,
    (select coalesce(jsonb_object_agg(locale, title), '{}') from campaign_texts where campaign_id = campaigns.id) as titles,
    offices.id as office_id, offices.slug as office_slug, offices.name as office_name,
    count(*)::int as sent,
    (count(*) filter (where registered))::int as registered,
    (count(*) filter (where answered))::int as answered,
    (count(*) filter (where late and not answered))::int as overdue,
    coalesce(array_agg(told.kind) filter (where answered), '{}') as kinds,
    coalesce(array_agg(answered_on - sent_on order by told_at, writer_id) filter (where answered_on >= sent_on), '{}') as days
  from told
  join campaigns on campaigns.id = told.campaign_id
  join offices on offices.id = told.office_id
  where campaigns.state not in ('draft', 'review')
  group by campaigns.id, offices.id
  order by offices.slug, campaigns.slug`

const toFigures = (row: Counted): OfficeFigures | undefined => {
  const sent = atLeast(row.sent)
  if (sent === null) return undefined
  const [registered = null] = partsAtLeast(sent, [row.registered])
  const [answered = null, overdue = null] = partsAtLeast(sent, [row.answered, row.overdue])
  const ofKind = partsAtLeast(
    answered,
    answerKinds.map((kind) => row.kinds.filter((one) => one === kind).length),
  )
  const days = row.days.slice(0, Math.min(answered ?? 0, atLeast(row.days.length) ?? 0))
  return {
    campaign: { slug: row.slug, titles: row.titles },
    office: { id: row.office_id, slug: row.office_slug, name: row.office_name },
    sent,
    registered,
    answered,
    kinds: Object.fromEntries(
      answerKinds.map((kind, index) => [kind, ofKind[index] ?? null]),
    ) as OfficeFigures['kinds'],
    overdue,
    days,
    medianDays: medianOf(days),
  }
}
