import { countriesIn, formatMoment, formatNumber, type Locale, locales, translator } from '../../i18n/index.ts'
import type { FormState } from '../../web/form.ts'
import { doneOf, type ImportCheck } from './check-rows.ts'
import { errorIn, problemLinks, typedIn } from './exports-view.ts'
import { type ImportSettings, importFields } from './import-rows.ts'
import type { listImports, StoredImport } from './imports.ts'
import type { importCheckPage, importColumnsPage, importProgressPage, importsPage } from './pages.ts'

type Model<Page extends { model?: object }> = NonNullable<Page['model']>

const addressOf = (campaign: string, id: string) => `/desk/campaigns/${campaign}/imports/${id}`

/** The form for a file, and the imports until now. */
export const importsView = (
  { locale, timeZone }: { locale: Locale; timeZone: string },
  campaign: { slug: string; state: string },
  past: Awaited<ReturnType<typeof listImports>>,
  refused?: FormState,
): Model<typeof importsPage> => {
  const t = translator(locale)
  return {
    action: `/desk/campaigns/${campaign.slug}/imports`,
    open: campaign.state === 'open',
    problems: problemLinks(locale, refused?.errors ?? []),
    fileError: errorIn(locale, refused, 'file'),
    past: past.map(({ id, state, created_at, taken, total }) => ({
      url: addressOf(campaign.slug, id),
      day: formatMoment(locale, created_at, timeZone),
      state: t(`exchange.importState.${state}`),
      taken: t('exchange.imports.progress', { done: formatNumber(taken), total: formatNumber(total) }),
    })),
  }
}

/** The columns of a file with what stands in their first rows; refused: what was chosen and what is wrong with it. */
export const columnsView = (
  locale: Locale,
  campaign: string,
  id: string,
  settings: ImportSettings,
  rows: string[][],
  refused?: FormState,
): Model<typeof importColumnsPage> => {
  const t = translator(locale)
  const chosenIn = (field: string, kept: string) => (refused ? typedIn(refused, field) : kept)
  const [names = []] = rows
  const country = chosenIn('country', settings.country)
  const language = chosenIn('locale', settings.locale)
  return {
    action: `${addressOf(campaign, id)}/columns`,
    cancelAction: `${addressOf(campaign, id)}/cancel`,
    problems: problemLinks(locale, refused?.errors ?? []),
    columnsError: errorIn(locale, refused, 'column_0'),
    columns: settings.columns.map((meaning, at) => {
      const chosen = chosenIn(`column_${at}`, meaning ?? '')
      const name = settings.header ? (names[at] ?? '') : ''
      return {
        id: `column_${at}`,
        name: name || t('exchange.imports.columnNumber', { number: at + 1 }),
        samples: rows.slice(settings.header ? 1 : 0).map((cells) => (cells[at] ?? '').slice(0, 60)),
        choices: [
          { value: '', words: t('exchange.fields.none'), chosen: chosen === '' },
          ...importFields.map((field) => ({
            value: field,
            words: t(`exchange.fields.${field}`),
            chosen: field === chosen,
          })),
        ],
      }
    }),
    header: refused ? typedIn(refused, 'header') === 'on' : settings.header,
    countries: countriesIn[locale].map(({ code, name }) => ({ value: code, words: name, chosen: code === country })),
    countryError: errorIn(locale, refused, 'country'),
    languages: locales.map((value) => ({
      value,
      words: t(value === 'en' ? 'site.english' : 'site.russian'),
      chosen: value === language,
    })),
    languageError: errorIn(locale, refused, 'locale'),
  }
}

/** What there is of a check's figures: who would be added in any case, the others where there are any. */
const figuresOf = (locale: Locale, { good, known, twice, badCount: bad }: ImportCheck) => {
  const t = translator(locale)
  const figures = { good, known, twice, bad }
  return (['good', 'known', 'twice', 'bad'] as const)
    .filter((name) => name === 'good' || figures[name] > 0)
    .map((name) => ({ words: t(`exchange.imports.${name}`), count: formatNumber(figures[name]) }))
}

/** What the trial found, and its mark; refused: what was typed and what is wrong with it. */
export const checkView = (
  locale: Locale,
  campaign: string,
  id: string,
  check: ImportCheck & { mark: string },
  refused?: FormState,
): Model<typeof importCheckPage> => {
  const t = translator(locale)
  const { good, known, badCount, bad, fault } = check
  const at = addressOf(campaign, id)
  return {
    action: `${at}/start`,
    cancelAction: `${at}/cancel`,
    columnsUrl: at,
    problems: problemLinks(locale, refused?.errors ?? []),
    fault: fault ? t(fault.message, fault.values) : '',
    figures: figuresOf(locale, check),
    bad: bad.map(({ line, errors }) =>
      t('exchange.imports.badLine', { line, reason: errors.map((error) => t(error)).join('; ') }),
    ),
    badMore: badCount > bad.length ? t('exchange.imports.badMore', { count: badCount - bad.length }) : '',
    possible: good + known > 0,
    mark: check.mark,
    source: typedIn(refused, 'source'),
    sourceError: errorIn(locale, refused, 'source'),
    leaveOut: badCount > 0 ? t('exchange.imports.leaveOut', { count: badCount }) : '',
    leaveOutChosen: typedIn(refused, 'leave_out') === 'on',
    leaveOutError: errorIn(locale, refused, 'leave_out'),
    agreed: typedIn(refused, 'agreed') === 'on',
    agreedError: errorIn(locale, refused, 'agreed'),
  }
}

/** How far a check is; null where nothing has been found yet. */
export const checkingView = (
  locale: Locale,
  campaign: string,
  id: string,
  check: ImportCheck | null,
): Model<typeof importProgressPage> => {
  const t = translator(locale)
  const at = addressOf(campaign, id)
  const total = check?.rows ?? 0
  const done = check ? doneOf(check) : 0
  const counts = { done: formatNumber(done), total: formatNumber(total) }
  return {
    title: t('exchange.imports.checkingTitle'),
    lead: t('exchange.imports.checkingLead'),
    running: true,
    done,
    total,
    progress: total > 0 ? t('exchange.imports.progress', counts) : t('exchange.imports.reading'),
    figures: check ? figuresOf(locale, check) : [],
    here: `${at}/check`,
    columnsUrl: at,
    cancelAction: `${at}/cancel`,
    cancel: t('exchange.imports.throwAway'),
    againUrl: '',
  }
}

/** How far an import that has begun is, or what came of it. */
export const progressView = (
  locale: Locale,
  campaign: string,
  {
    id,
    state,
    total,
    taken,
    known,
    left_out,
  }: Pick<StoredImport, 'id' | 'state' | 'total' | 'taken' | 'known' | 'left_out'>,
): Model<typeof importProgressPage> => {
  const t = translator(locale)
  const running = state === 'running'
  const done = taken + known
  const title = running ? 'runningTitle' : state === 'done' ? 'doneTitle' : 'cancelledTitle'
  const figures = [
    { words: t('exchange.imports.taken'), count: formatNumber(taken) },
    { words: t('exchange.imports.known'), count: formatNumber(known) },
    { words: t('exchange.imports.leftOut'), count: formatNumber(left_out) },
  ]
  return {
    title: t(`exchange.imports.${title}`),
    lead: running ? t('exchange.imports.runningLead') : '',
    running,
    done,
    total: Math.max(1, total),
    progress: t('exchange.imports.progress', { done: formatNumber(done), total: formatNumber(total) }),
    figures,
    here: addressOf(campaign, id),
    columnsUrl: '',
    cancelAction: `${addressOf(campaign, id)}/cancel`,
    cancel: t('exchange.imports.stop'),
    againUrl: `/desk/campaigns/${campaign}/imports`,
  }
}
