import { exportsView } from '../../server/features/exchange/exports-view.ts'
import type { ImportSettings } from '../../server/features/exchange/import-rows.ts'
import {
  checkingView,
  checkView,
  columnsView,
  importsView,
  progressView,
} from '../../server/features/exchange/imports-view.ts'
import {
  exportsPage,
  importCheckPage,
  importColumnsPage,
  importProgressPage,
  importsPage,
} from '../../server/features/exchange/pages.ts'
import { type Locale, translator } from '../../server/i18n/index.ts'
import type { Site } from '../../server/render/page.ts'
import { deskFrame } from './moderation-samples.ts'

const id = '00000000-0000-7000-8000-000000000001'
const created_at = new Date('2026-03-04T09:00:00Z')

const settings: ImportSettings = {
  encoding: 'utf-8',
  separator: ';',
  header: true,
  columns: ['name', 'email', null],
  country: 'KZ',
  locale: 'ru',
  mapped: false,
}

const rows = [
  ['Имя и фамилия', 'Электронная почта', 'Примечание'],
  ['Анна Константинопольская', 'anna@example.org', 'подписала на площади'],
  ['Иван Петров', 'ivan.petrov.the.longest@example.org', ''],
]

const check = {
  rows: 1326,
  mark: created_at.toISOString(),
  fault: null,
  good: 1204,
  known: 17,
  twice: 3,
  badCount: 102,
  bad: [
    { line: 14, errors: ['signatures.errors.emailShape' as const] },
    { line: 40, errors: ['signatures.errors.nameMissing' as const, 'signatures.errors.country' as const] },
  ],
}

/** Exports, refused; an import at each of its steps. */
export const exchangeSamples = (site: Site, locale: Locale): Record<string, () => Promise<string>> => {
  const title = translator(locale)('exchange.imports.title')
  const context = { locale, path: '/', title, desk: deskFrame(locale) }
  const past = [
    {
      id,
      purpose: 'addressee' as const,
      format: 'xlsx' as const,
      reason: { en: 'Handed over at the hearing', ru: 'Передано на слушаниях' }[locale],
      rows: 48_120,
      created_at,
      finished_at: null,
    },
  ]
  const refused = {
    values: { purpose: 'news', format: 'xlsx', reason: '' },
    errors: [{ field: 'reason', message: 'exchange.errors.reason' as const }],
  }
  const unmapped = {
    values: { column_0: 'name', column_1: 'name', country: '', locale: 'ru', header: 'on' },
    errors: [
      { field: 'column_0', message: 'exchange.errors.columnTwice' as const },
      { field: 'country', message: 'exchange.errors.country' as const },
    ],
  }
  const unagreed = {
    values: { source: 'x' },
    errors: [
      { field: 'source', message: 'exchange.errors.source' as const },
      { field: 'leave_out', message: 'exchange.errors.badRows' as const },
      { field: 'agreed', message: 'exchange.errors.agreed' as const },
    ],
  }
  const running = { id, state: 'running' as const, total: 1204, taken: 590, known: 10, left_out: 105 }
  return {
    exports: () =>
      site.render(
        exportsPage,
        context,
        exportsView(locale, { timeZone: 'Asia/Almaty', campaign: 'x', owner: true, past, refused }),
      ),
    imports: () =>
      site.render(
        importsPage,
        context,
        importsView(
          { locale, timeZone: 'Asia/Almaty' },
          { slug: 'x', state: 'open' },
          [{ id, state: 'done', created_at, total: 1204, taken: 1187 }],
          {
            values: {},
            errors: [{ field: 'file', message: 'exchange.errors.quote', values: { line: 12 } }],
          },
        ),
      ),
    'import-columns': () =>
      site.render(importColumnsPage, context, columnsView(locale, 'x', id, settings, rows, unmapped)),
    'import-check': () => site.render(importCheckPage, context, checkView(locale, 'x', id, check, unagreed)),
    'import-progress': () => site.render(importProgressPage, context, progressView(locale, 'x', running)),
    'import-checking': () =>
      site.render(
        importProgressPage,
        context,
        checkingView(locale, 'x', id, { ...check, rows: 48_120, good: 11_240, bad: [] }),
      ),
    'import-fault': () => {
      const fault = { message: 'exchange.errors.quote' as const, values: { line: 12 } }
      const found = { ...check, good: 0, known: 0, badCount: 0, bad: [], fault }
      return site.render(importCheckPage, context, checkView(locale, 'x', id, found))
    },
  }
}
