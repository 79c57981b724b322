import { formatMoment, formatNumber, type Locale, type Translate, translator } from '../../i18n/index.ts'
import { dispatchPath } from './dispatch-address.ts'
import { decisions, type HeldLetter } from './held-letters.ts'
import { heldItems } from './held-view.ts'
import type { DispatchState } from './oversee.ts'
import type { dispatchDeskPage } from './pages.ts'
import { clockTime, type Planned } from './plan.ts'

type DeskModel = NonNullable<(typeof dispatchDeskPage)['model']>

/** What has just become of a held letter; settled: somebody else had decided before. */
export const doneWith = [...decisions, 'all', 'settled'] as const

interface Options {
  locale: Locale
  timeZone: string
  slug: string
  state: DispatchState
  plan: Planned[]
  /** Those that the page lists; there may be more. */
  held: HeldLetter[]
  /** How many are held that have certainly not left. */
  certain: number
  done?: (typeof doneWith)[number] | undefined
}

/** What the platform sends for a campaign, what waits for each office, and what waits for a person. */
export const deskView = ({ locale, timeZone, slug, state, plan, held: listed, certain, done }: Options): DeskModel => {
  const t = translator(locale)
  const { dispatch, dispatch_paused_at: paused, queued, held, bounced, sent } = state
  const at = dispatchPath(slug)
  return {
    state: stateWords(t, { locale, timeZone, state }),
    paused: paused !== null,
    action: dispatch === 'off' ? '' : `${at}/${paused === null ? 'pause' : 'resume'}`,
    basicsUrl: dispatch === 'off' ? `/desk/campaigns/${slug}/edit/basics` : '',
    counts: [
      { label: t('dispatch.desk.queued'), value: formatNumber(queued) },
      { label: t('dispatch.desk.held'), value: formatNumber(held) },
      { label: t('dispatch.desk.bounced'), value: formatNumber(bounced) },
      { label: t('dispatch.desk.sent'), value: formatNumber(sent) },
    ],
    done: done ? t(`dispatch.held.done.${done}`) : '',
    certain:
      certain > 0
        ? { action: `${at}/letters`, words: t('dispatch.held.all', { number: formatNumber(certain) }) }
        : null,
    held: heldItems({ locale, timeZone }, at, listed),
    heldMore: held > listed.length ? t('dispatch.held.more', { count: listed.length }) : '',
    offices: plan.map(({ name, waiting, next, hours, ...days }) => ({
      office: locale === 'ru' ? name.ru.nominative : name.en,
      waiting: formatNumber(waiting),
      next: formatMoment(locale, next, hours.timeZone),
      hours: `${clockTime(hours.opens)}–${clockTime(hours.closes)}`,
      days: daysOff(t, days),
    })),
  }
}

const stateWords = (t: Translate, { locale, timeZone, state }: Pick<Options, 'locale' | 'timeZone' | 'state'>) => {
  const { dispatch, dispatch_paused_at: paused, dispatch_tester: tester, quota_hour: quota } = state
  if (dispatch === 'off') return t('dispatch.desk.off')
  if (paused) return t('dispatch.desk.paused', { since: formatMoment(locale, paused, timeZone) })
  if (dispatch === 'test') return t('dispatch.desk.test', { address: tester ?? '' })
  return t('dispatch.desk.on', { count: quota })
}

const daysOff = (t: Translate, { calendar, unknownYear }: Pick<Planned, 'calendar' | 'unknownYear'>) => {
  if (calendar === null) return t('dispatch.desk.days.none')
  if (unknownYear === null) return t('dispatch.desk.days.known')
  return t('dispatch.desk.days.incomplete', { year: String(unknownYear) })
}
