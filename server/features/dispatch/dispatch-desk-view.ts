import { formatMoment, formatNumber, type Locale, type Translate, translator } from '../../i18n/index.ts'
import type { DispatchState } from './oversee.ts'
import type { dispatchDeskPage } from './pages.ts'
import { clockTime, type Planned } from './plan.ts'

type DeskModel = NonNullable<(typeof dispatchDeskPage)['model']>

/** What the platform sends for a campaign, and what waits for each office. */
export const deskView = (locale: Locale, slug: string, state: DispatchState, plan: Planned[]): DeskModel => {
  const t = translator(locale)
  const { dispatch, dispatch_paused_at: paused, queued, held, bounced, sent } = state
  const at = `/desk/campaigns/${slug}/dispatch`
  return {
    state: stateWords(t, locale, state),
    paused: paused !== null,
    action: dispatch === 'off' ? '' : `${at}/${paused === null ? 'pause' : 'resume'}`,
    basicsUrl: dispatch === 'off' ? `/desk/campaigns/${slug}/edit/basics` : '',
    counts: [
      { label: t('dispatch.desk.queued'), value: formatNumber(queued) },
      { label: t('dispatch.desk.held'), value: formatNumber(held) },
      { label: t('dispatch.desk.bounced'), value: formatNumber(bounced) },
      { label: t('dispatch.desk.sent'), value: formatNumber(sent) },
    ],
    heldNote: held > 0 ? t('dispatch.desk.heldNote') : '',
    offices: plan.map(({ name, waiting, next, hours, ...days }) => ({
      office: locale === 'ru' ? name.ru.nominative : name.en,
      waiting: formatNumber(waiting),
      next: formatMoment(locale, next, hours.timeZone),
      hours: `${clockTime(hours.opens)}–${clockTime(hours.closes)}`,
      days: daysOff(t, days),
    })),
  }
}

const stateWords = (t: Translate, locale: Locale, state: DispatchState) => {
  const { dispatch, dispatch_paused_at: paused, dispatch_tester: tester, quota_hour: quota } = state
  if (dispatch === 'off') return t('dispatch.desk.off')
  if (paused) return t('dispatch.desk.paused', { since: formatMoment(locale, paused, 'UTC') })
  if (dispatch === 'test') return t('dispatch.desk.test', { address: tester ?? '' })
  return t('dispatch.desk.on', { count: quota })
}

const daysOff = (t: Translate, { calendar, unknownYear }: Pick<Planned, 'calendar' | 'unknownYear'>) => {
  if (calendar === null) return t('dispatch.desk.days.none')
  if (unknownYear === null) return t('dispatch.desk.days.known')
  return t('dispatch.desk.days.incomplete', { year: String(unknownYear) })
}
