import { expect, test } from 'vitest'
import { newCampaignView } from '../../server/features/drafts/campaigns-desk.ts'
import { formView } from '../../server/features/signatories/form-view.ts'
import { editModel } from '../../server/features/updates/desk-view.ts'
import { locales, otherLocale } from '../../server/i18n/index.ts'
import { errorsReaderFirst, fieldsReaderFirst } from '../../server/web/reader-first.ts'

const fields = ['kind', 'title_en', 'title_ru', 'slug', 'note_en', 'note_ru'].map((name) => ({ name }))

test('of fields for both languages the reader’s own stands first, and all others stay where they are', () => {
  const names = (reader: 'en' | 'ru') => fieldsReaderFirst(reader, fields).map(({ name }) => name)
  expect(names('en')).toEqual(fields.map(({ name }) => name))
  expect(names('ru')).toEqual(['kind', 'title_ru', 'title_en', 'slug', 'note_ru', 'note_en'])
})

test('what is missing in both languages is said at the field that the reader meets first, what is in one stays', () => {
  const errors = ['title', 'title_en'].map((field) => ({ field, message: 'publishing.errors.title' as const }))
  const refused = { values: { title: 'x' }, errors }
  expect(errorsReaderFirst('ru', refused, 'title').errors.map(({ field }) => field)).toEqual(['title_ru', 'title_en'])
})

test('a new campaign, news and an organisation are asked for in the reader’s language first, and refused there', () => {
  for (const reader of locales) {
    const refused = { values: {}, errors: [{ field: 'title', message: 'publishing.errors.title' as const }] }
    const begun = newCampaignView(reader, 'team', refused)
    expect(begun.titles.map(({ id }) => id)).toEqual([`title_${reader}`, `title_${otherLocale(reader)}`])
    expect(begun.titles[0]?.error).not.toBe('')
    expect(begun.errorList[0]?.field).toBe(`title_${reader}`)

    const filled = { values: {}, errors: [{ field: 'title', message: 'updates.errors.empty' as const }] }
    const news = editModel({
      ...{ slug: 'x', ui: reader, update: undefined, key: '', filled },
      ...{ saved: false, conflict: null, mayPost: true },
    })
    expect(news.languages.map(({ lang }) => lang)).toEqual([reader, otherLocale(reader)])
    expect(news.languages[0]?.title.error).not.toBe('')

    const unnamed = { values: {}, errors: [{ field: 'name', message: 'signatories.errors.nameMissing' as const }] }
    const organisation = { locale: reader, action: '/', kind: 'organisation' as const, groups: [] }
    const [about] = formView({ ...organisation, state: unnamed, contact: 'no' }).groups
    expect(about?.fields[0]).toMatchObject({ id: `name_${reader}`, error: expect.stringMatching(/./) })
  }
})
