import type { Editing, Sent } from '../../server/features/drafts/editing.ts'
import { overviewPage, type SampleModel, sectionPage } from '../../server/features/drafts/editor-pages.ts'
import { sectionView } from '../../server/features/drafts/editor-view.ts'
import { overviewView } from '../../server/features/drafts/overview-view.ts'
import { sectionsOf } from '../../server/features/drafts/section-files.ts'
import { findScreen } from '../../server/features/drafts/section-forms/screens.ts'
import { sheetView } from '../../server/features/letters/index.ts'
import type { Locale } from '../../server/i18n/index.ts'
import type { Site } from '../../server/render/page.ts'
import { now } from './campaign-samples.ts'
import { readDemo } from './demo-campaign.ts'
import { deskFrame } from './moderation-samples.ts'

const office = {
  slug: 'kz-president',
  name: { en: 'President of the Republic of Kazakhstan', ru: 'Президент Республики Казахстан' },
  holder: { en: 'Kassym-Jomart Tokayev', ru: 'Токаев Касым-Жомарт Кемелевич' },
}

const editing = async (ui: Locale): Promise<Editing> => ({
  slug: 'stray-animals-kazakhstan',
  sections: sectionsOf(await readDemo()).map((section, index) => ({
    ...section,
    revision: 3,
    ready: index % 3 !== 0,
    seenOther: index % 4 === 0 ? 2 : 3,
    savedBy: 'someone',
    savedAt: new Date(now.getTime() - 300_000),
  })),
  offices: new Map([[office.slug, office]]),
  people: new Map([['someone', { name: 'Айгуль' }]]),
  images: { dog: { digest: 'a'.repeat(64), width: 640, height: 400 } },
  ui,
  now,
  mayShare: true,
})

const letter = (locale: Locale): SampleModel['sheets'][number]['sheet'] => [
  sheetView({
    locale,
    to: ['Президенту Республики Казахстан'],
    from: ['от Ивановой Анны Петровны,'],
    title: 'ОБРАЩЕНИЕ',
    subject: 'Закон',
    salutation: 'Уважаемый Касым-Жомарт Кемелевич!',
    body: [{ kind: 'paragraph', text: 'Обращаюсь к Вам.' }],
    day: '2026-03-02',
    date: '2 марта 2026 г.',
    closing: null,
    signature: 'А. П. Иванова',
    enclosure: null,
  }),
]

/** The editor: all sections, a section of lists with a sample letter, and a text that somebody else changed first. */
export const editorSamples = async (site: Site, locale: Locale): Promise<Record<string, () => Promise<string>>> => {
  const all = await editing(locale)
  const context = { locale, path: '/', title: 'Otklik', desk: deskFrame(locale) }
  const show = (name: string, sent?: Sent, sample: SampleModel[] = []) => {
    const shape = { src: `/images/${'a'.repeat(64)}.webp`, width: 640, height: 400 }
    const pictures = name === 'cover' ? [true, false].map((shown) => ({ name: `dog-${shown}`, ...shape, shown })) : []
    const screen = findScreen(name)
    if (!screen) throw new Error(`There is no section ${name}`)
    return site.render(sectionPage, context, { ...sectionView(all, screen, sent), sample, pictures })
  }
  const words = (value: string) => ({ value, words: value, chosen: true })
  const sample: SampleModel = {
    problem: '',
    action: '/desk',
    to: [words('president')],
    languages: [{ ...words(locale), value: locale }],
    homes: [words('country')],
    sheets: [
      { who: 'А', sheet: letter(locale) },
      { who: 'Б', sheet: letter(locale) },
    ],
  }
  const refused: Sent = {
    locale: 'en',
    typed: { ready: 'yes', picture_name: 'dog' },
    content: { markdown: '# Mine' },
    base: 2,
    errors: [
      { field: 'markdown', message: 'drafts.edit.errors.heading', values: { line: 1 } },
      { field: 'picture_alt', message: 'web.picture.alt' },
    ],
    theirs: { content: { markdown: '## Theirs' }, revision: 4, by: null, at: now },
  }
  const withoutFile: Sent = {
    locale: '',
    typed: { move: 'picture' },
    content: { image: 'dog' },
    base: 1,
    errors: [{ field: 'picture', message: 'web.picture.type' }],
  }
  return {
    'editor-overview': () => site.render(overviewPage, context, overviewView(all)),
    'editor-cover': () => show('cover', withoutFile),
    'editor-addressees': () => show('addressees', undefined, [sample]),
    'editor-refused': () => show('body', refused),
  }
}
