import type { Translate } from '../../i18n/index.ts'
import { capitalised } from '../letters/index.ts'
import type { Checked } from './check-draft.ts'
import type { DraftProblem } from './draft-problem.ts'
import { editUrl } from './editor-view.ts'
import type { FindingView } from './publishing-pages.ts'
import { screens } from './section-forms/screens.ts'

/** The screen that shows a section, and the part of it in this language. */
export const findingView = (
  t: Translate,
  slug: string,
  { section, locale, field, message, line, values }: DraftProblem,
  { choices, names }: Pick<Checked, 'choices' | 'names'>,
): FindingView => {
  const screen =
    screens.find((each) => each.name === section) ?? screens.find((each) => each.worded?.section === section)
  const name = screen ? t(screen.title) : t('publishing.check.elsewhere')
  const language = locale === '' ? '' : t(`publishing.check.inLanguage.${locale}`)
  const asPublished = locale !== '' && choices[locale] === 'keep' ? t('publishing.check.asPublished') : ''
  const addressee = section === 'letters' && names.get(field)
  const letter = addressee ? t('publishing.check.letterTo', { name: addressee }) : ''
  const place = [name, language, asPublished, letter, line > 0 ? t('publishing.check.line', { line }) : '']
    .filter(Boolean)
    .join(', ')
  return {
    where: place,
    words: capitalised(t(message, values)),
    url: screen ? `${editUrl(slug, screen.name)}#form-${locale || 'both'}` : editUrl(slug),
  }
}

/** What is missing in languages that are not published as they are written, a language each. */
export const waitingViews = (t: Translate, slug: string, { waiting, choices, names }: Checked) =>
  waiting.map(({ locale, problems }) => ({
    title: t(`publishing.waiting.${locale}`),
    words: t(choices[locale] === 'keep' ? 'publishing.waiting.keep' : 'publishing.waiting.leave'),
    findings: problems.map((problem) => findingView(t, slug, problem, { choices: {}, names })),
  }))
