import { translator } from '../../i18n/index.ts'
import type { Editing } from './editing.ts'
import type { OverviewModel } from './editor-pages.ts'
import { editUrl, inSentence, languageName, partOf, partsOf, screensIn, stateView } from './editor-view.ts'
import { slugUrl } from './slug-view.ts'

/** All sections. */
export const overviewView = (editing: Editing): OverviewModel => {
  const { slug, ui, mayShare } = editing
  const t = translator(ui)
  const rows = screensIn(editing).map((screen) => ({
    name: screen.name,
    url: editUrl(slug, screen.name),
    title: t(screen.title),
    lead: t(screen.lead),
    cells: partsOf(screen, ui).map((locale) => ({
      label: languageName(ui, locale),
      url: `${editUrl(slug, screen.name)}#form-${locale || 'both'}`,
      ...stateView(editing, partOf(screen, locale)?.section ?? screen.name, locale),
    })),
  }))
  return {
    rows,
    next: nextSteps(editing, rows),
    checkUrl: `/desk/campaigns/${slug}/check`,
    previewUrl: `/desk/campaigns/${slug}/preview`,
    address: mayShare ? [{ slug, url: slugUrl(slug) }] : [],
  }
}

/** Those without which nothing can be published. */
const needed = ['basics', 'heading', 'body', 'demands']
const MOST_STEPS = 3

const nextSteps = ({ ui }: Editing, rows: OverviewModel['rows']): OverviewModel['next'] => {
  const t = translator(ui)
  const steps = {
    missing: 'drafts.edit.nextMissing',
    draft: 'drafts.edit.nextDraft',
    outdated: 'drafts.edit.nextOutdated',
  } as const
  return rows
    .flatMap(({ name, title, cells }) =>
      cells.flatMap(({ state, label, url }) =>
        state === 'ready' || (state === 'missing' && !needed.includes(name))
          ? []
          : [{ words: t(steps[state], { section: title, language: inSentence(ui, label) }), url }],
      ),
    )
    .slice(0, MOST_STEPS)
}
