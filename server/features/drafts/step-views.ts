import type { Translate } from '../../i18n/index.ts'
import { isPublic } from '../campaigns/index.ts'
import type { Checked } from './check-draft.ts'
import { editUrl } from './editor-view.ts'
import type { StepView } from './publishing-pages.ts'
import type { Draft } from './queries.ts'
import { startedLocales } from './section-files.ts'
import { isBlank } from './sections.ts'

/** What makes a campaign, step by step, and which of it is done. */
export const stepViews = (t: Translate, { campaign, sections }: Draft, { problems, folder }: Checked): StepView[] => {
  const started = startedLocales(sections)
  const written = (section: string, wanted: readonly string[]) =>
    wanted.length > 0 &&
    wanted.every((locale) => {
      const found = sections.find((each) => each.section === section && each.locale === locale)
      return found !== undefined && !isBlank(found.content)
    })
  const edit = (section: string) => editUrl(campaign.slug, section)
  return [
    {
      words: t('publishing.steps.text'),
      url: edit('heading'),
      done: written('heading', started) && written('body', started),
    },
    {
      words: t('publishing.steps.demands'),
      url: edit('demands'),
      done: written('demands', ['', ...started]) && started.length > 0,
    },
    { words: t('publishing.steps.addressees'), url: edit('addressees'), done: written('addressees', ['']) },
    { words: t('publishing.steps.letters'), url: edit('letters'), done: written('letters', started) },
    { words: t('publishing.steps.check'), url: '#problems', done: problems.length === 0 && folder !== undefined },
    { words: t('publishing.steps.publish'), url: '#publish', done: isPublic(campaign.state) },
  ]
}
