import { caseDeskView, casesView, typedCase } from '../../server/features/submissions/cases-desk-view.ts'
import { caseDeskPage, casesPage, trackedPage, trackingPage } from '../../server/features/submissions/desk-pages.ts'
import { trackedItems, trackedView, trackingView } from '../../server/features/submissions/tracking-view.ts'
import type { Locale } from '../../server/i18n/index.ts'
import type { Page, Site } from '../../server/render/page.ts'
import type { FormState } from '../../server/web/form.ts'
import { deskFrame } from './moderation-samples.ts'
import { readSubmission } from './submission-samples.ts'

const base = '/desk/campaigns/x'

const unrecorded: FormState = {
  values: { state: '', who_en: 'Government', who_ru: '', on: 'yesterday', source: '', note_en: '', note_ru: '' },
  errors: [
    { field: 'state', message: 'submissions.errors.state' },
    { field: 'on', message: 'submissions.errors.date' },
    { field: 'source', message: 'submissions.errors.source' },
  ],
}

const unread: FormState = {
  values: { several: '9.9; Done; Government; 2022-01-01; A/HRC/1', language: 'en' },
  errors: [{ field: 'several', message: 'submissions.errors.lines', values: { lines: '1: 9.9; Done; Government' } }],
}

const untold: FormState = {
  values: { key: 'Tenge!', kind: 'event', basis: '', name_en: 'The protest', date: ['2014', ''], text_en: ['', ''] },
  errors: [
    { field: 'key', message: 'submissions.errors.key' },
    { field: 'basis', message: 'submissions.errors.basis' },
    { field: 'date', message: 'submissions.errors.historyText' },
  ],
}

/** Recommendations and cases as they are kept at the desk, by name. */
export const submissionDeskSamples = async (site: Site, locale: Locale) => {
  const { submission } = await readSubmission()
  const show = <Model extends { title: string }>(page: Page<Model>, model: Model) => {
    const context = { locale, path: '/', title: model.title, desk: deskFrame(locale) }
    return () => site.render(page, context, model)
  }
  const [item] = trackedItems(submission, locale)
  const [entry] = submission.cases
  if (!item || !entry) throw new Error('The demo has recommendations and cases')
  const id = '00000000-0000-7000-8000-000000000001'
  const history = submission.states.filter(({ recommendation }) => recommendation === item.key)
  const kept = history.map((state) => ({ ...state, id }))
  const [recommendations, cases] = [`${base}/recommendations`, `${base}/cases`]
  const told = { locale, base: cases, submission }
  return {
    'desk-recommendations': show(trackingPage, trackingView(locale, recommendations, submission)),
    'desk-recommendations-unread': show(trackingPage, trackingView(locale, recommendations, submission, unread)),
    'desk-recommendation-refused': show(trackedPage, trackedView(locale, recommendations, item, kept, unrecorded)),
    'desk-cases': show(casesPage, casesView(locale, cases, submission)),
    'desk-case': show(caseDeskPage, caseDeskView({ ...told, entry, state: typedCase(entry) })),
    'desk-case-refused': show(caseDeskPage, caseDeskView({ ...told, entry: undefined, state: untold })),
  }
}
