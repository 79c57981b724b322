import type { Campaign } from '../../server/features/campaigns/index.ts'
import { showAnswers } from '../../server/features/sendings/answers-view.ts'
import { showBoard } from '../../server/features/sendings/board-view.ts'
import { showClaim } from '../../server/features/sendings/claim-view.ts'
import type { OfficeFigures } from '../../server/features/sendings/figures.ts'
import { answerKinds, claimForm, claimSentForm } from '../../server/features/sendings/forms.ts'
import { recordPage } from '../../server/features/sendings/record-pages.ts'
import { campaignRecord } from '../../server/features/sendings/record-view.ts'
import { showErased } from '../../server/features/sendings/writing-view.ts'
import { type Locale, translator } from '../../server/i18n/index.ts'
import type { Site } from '../../server/render/page.ts'
import { now } from './campaign-samples.ts'
import { addresseeAt, boardOffices, idOf, readWrittenCampaign, refusedBy } from './writers.ts'

const latest = '2026-03-13'
const days = { earliest: '2026-01-01', latest }

const figuresOf = (campaign: Campaign, place: number, wishes: Partial<OfficeFigures> = {}): OfficeFigures => ({
  campaign: { slug: campaign.slug, titles: {} },
  office: addresseeAt(campaign, place).office,
  sent: 290,
  registered: 120,
  answered: 40,
  kinds: { ...nothing, explained: 20, formal: 10 },
  overdue: 110,
  days: [12, 15, 15, 19],
  medianDays: 15,
  ...wishes,
})

const nothing = Object.fromEntries(answerKinds.map((kind) => [kind, null])) as OfficeFigures['kinds']

export const recordRows = (campaign: Campaign) => [
  figuresOf(campaign, 0),
  figuresOf(campaign, 1, { sent: 2140, registered: 980, answered: 610, overdue: 1200 }),
  figuresOf(campaign, 3, {
    sent: 10,
    registered: null,
    answered: null,
    kinds: nothing,
    overdue: null,
    days: [],
    medianDays: null,
  }),
]

/** Rows of more offices than a chart names: those that letters were passed on to stand behind the addressees. */
export const manyRows = (campaign: Campaign) =>
  Array.from({ length: 20 }, (_, place) => {
    const { office, ...row } = figuresOf(campaign, place % campaign.addressees.length)
    const passedOn = place < campaign.addressees.length ? '' : `-${place}`
    return {
      ...row,
      office: { ...office, id: office.id + passedOn, slug: office.slug + passedOn },
      sent: 400 - place * 10,
    }
  })

const publicAnswers = (campaign: Campaign) => [
  {
    id: idOf(401),
    kind: 'explained' as const,
    received_on: '2026-03-10',
    public_text: 'Уважаемый заявитель!\n\nВаше обращение от 2 марта 2026 года рассмотрено.\n\n[…]',
    public_file_type: 'application/pdf',
    locale: 'ru' as const,
    office: addresseeAt(campaign, 0).office.name,
  },
  {
    id: idOf(402),
    kind: 'formal' as const,
    received_on: '2026-03-06',
    public_text: '',
    public_file_type: 'image/jpeg',
    locale: 'en' as const,
    office: addresseeAt(campaign, 5).office.name,
  },
]

const boards = (site: Site, locale: Locale, campaign: Campaign) => {
  const many = { letters: 412, writers: 260, overdue: 53, overdueWriters: 41 }
  const few = { letters: 7, writers: 5, overdue: 1, overdueWriters: 1 }
  const offices = boardOffices(campaign)
  const state = { campaign, offices, waiting: many, person: 'a visitor', abroad: false }
  return {
    board: () => showBoard(site, locale, state),
    'board-abroad': () => showBoard(site, locale, { ...state, abroad: true }),
    'board-empty': () => showBoard(site, locale, { ...state, offices: [], waiting: few }),
  }
}

const claims = (site: Site, locale: Locale, campaign: Campaign) => {
  const [office] = boardOffices(campaign)
  if (!office) throw new Error('The demo has somebody to write to')
  const state = { campaign, office, already: false, abroad: false, latest }
  const sent = { channel: 'pigeon', sent_on: '2026-03-31', email: 'aigul@', reminders: 'on' }
  return {
    claim: () => showClaim(site, locale, state),
    'claim-refused': () =>
      showClaim(site, locale, { ...state, refused: refusedBy(claimForm, { email: 'aigul@', reminders: 'on' }) }),
    'claim-sent': () => showClaim(site, locale, { ...state, already: true }),
    'claim-sent-refused': () =>
      showClaim(site, locale, { ...state, already: true, refused: refusedBy(claimSentForm(days), sent) }),
  }
}

const records = (site: Site, locale: Locale, campaign: Campaign) => {
  const t = translator(locale)
  const path = `/campaigns/${campaign.slug}`
  const url = `/${locale}${path}`
  const context = {
    locale,
    path: `${path}/letters/record`,
    title: t('record.title'),
    description: t('record.lead'),
    indexed: true,
  }
  const show = (rows: OfficeFigures[]) => () =>
    site.render(recordPage, context, {
      campaign: { title: campaign.texts[locale]?.title ?? '', lang: locale, url },
      lettersUrl: `${url}/letters`,
      record: campaignRecord(locale, campaign, { asOf: now, rows }),
    })
  return { record: show(recordRows(campaign)), 'record-empty': show([]) }
}

/** What anybody sees of a campaign's letters: the board, taking a letter on, the record and the answers, by name. */
export const sendingSamples = async (site: Site, locale: Locale): Promise<Record<string, () => Promise<string>>> => {
  const campaign = await readWrittenCampaign()
  return {
    ...boards(site, locale, campaign),
    ...claims(site, locale, campaign),
    ...records(site, locale, campaign),
    answers: () => showAnswers(site, locale, campaign, publicAnswers(campaign)),
    'answers-none': () => showAnswers(site, locale, campaign, []),
    'writing-erased': () => showErased(site, locale),
  }
}
