import { formatNumber, type Locale, type Translate, translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import { type Campaign, textIn } from '../campaigns/index.ts'
import { type Allocated, allocate } from './allocation.ts'
import { type BoardCard, boardPage } from './pages.ts'
import type { BoardOffice, countWaiting } from './queries.ts'

/** No figure is shown of fewer people. */
const FEWEST = 10
const steps = ['choose', 'compose', 'send', 'report'] as const

/** How many offices are proposed first. */
const PROPOSED = 3

export const officeName = (locale: Locale, name: { en: string; ru: { nominative: string } }) =>
  locale === 'ru' ? name.ru.nominative : name.en

export const campaignLink = (locale: Locale, campaign: Campaign) => {
  const { text, lang } = textIn(campaign, locale)
  return { title: text.title, lang, url: `/${locale}/campaigns/${campaign.slug}` }
}

/** The channels that work and that this writer may use. */
export const openChannels = ({ channels }: BoardOffice, resident: boolean) =>
  channels.filter(({ state, residents_only }) => state === 'working' && (resident || !residents_only))

/** Offices that this writer can reach, in the order in which they should write to them. */
export const proposals = (offices: BoardOffice[], resident: boolean, person: string) => {
  const open = offices.filter((office) => openChannels(office, resident).length > 0)
  const order = allocate(
    open.map(({ key, load }) => ({ key, ...load })),
    person,
  )
  return order.flatMap(({ key, when }) => {
    const office = open.find((each) => each.key === key)
    return office ? [{ office, when }] : []
  })
}

interface BoardState {
  campaign: Campaign
  offices: BoardOffice[]
  waiting: Awaited<ReturnType<typeof countWaiting>>
  /** What tells this visitor from the next, for a while. */
  person: string
  abroad: boolean
}

/** Which offices need letters now, in words and order alone: what few people do is nobody's to count. */
export const showBoard = (site: Site, locale: Locale, { campaign, offices, waiting, person, abroad }: BoardState) => {
  const t = translator(locale)
  const path = `/campaigns/${campaign.slug}/board`
  const at = `/${locale}${path}`
  const ranked = proposals(offices, !abroad, person)
  const cards = ranked.map(({ office, when }, place) => cardOf(locale, office, { when, place, at, abroad }))
  return site.render(
    boardPage,
    { locale, path, title: t('sendings.board.title'), indexed: true },
    {
      campaign: campaignLink(locale, campaign),
      first: cards.slice(0, PROPOSED),
      others: cards.slice(PROPOSED),
      steps: steps.map((step) => t(`sendings.board.steps.${step}`)),
      standing: standingOf(t, waiting),
      answersUrl: `/${locale}/campaigns/${campaign.slug}/answers`,
      abroad,
      hereUrl: at,
      abroadUrl: `${at}?from=abroad`,
    },
  )
}

const needOf = (t: Translate, when: Allocated['when'], place: number) => {
  if (when === 'tomorrow') return t('sendings.board.need.tomorrow')
  return t(place < PROPOSED ? 'sendings.board.need.most' : 'sendings.board.need.also')
}

const cardOf = (
  locale: Locale,
  office: BoardOffice,
  { when, place, at, abroad }: { when: Allocated['when']; place: number; at: string; abroad: boolean },
): BoardCard => {
  const t = translator(locale)
  const open = openChannels(office, !abroad)
  const onlyResidents = !abroad && open.every(({ residents_only }) => residents_only)
  return {
    office: officeName(locale, office.office),
    holder: office.holder ? officeName(locale, office.holder) : '',
    need: needOf(t, when, place),
    urgent: when === 'now' && place < PROPOSED,
    channels: [...new Set(open.map(({ kind }) => t(`letters.channel.${kind}`)))],
    limited: onlyResidents ? t('sendings.board.residentsOnly') : '',
    claimUrl: `${at}/${office.key}${abroad ? '?from=abroad' : ''}`,
  }
}

/** Tens alone, and of ten people at least: one letter more or less does not show. */
const standingOf = (t: Translate, { letters, writers, overdue, overdueWriters }: BoardState['waiting']) => {
  const tens = (count: number) => formatNumber(Math.floor(count / FEWEST) * FEWEST)
  return [
    letters > FEWEST && writers >= FEWEST
      ? t('sendings.board.waiting', { number: tens(letters) })
      : t('sendings.board.waitingFew'),
    ...(overdue > FEWEST && overdueWriters >= FEWEST ? [t('sendings.board.overdue', { number: tens(overdue) })] : []),
  ]
}
