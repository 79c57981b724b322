import { formatAgo, translator } from '../../i18n/index.ts'
import type { Editing } from './editing.ts'
import type { ConflictView } from './editor-pages.ts'
import type { Theirs } from './save-section.ts'
import type { About, PartForm, PartView } from './section-forms/part.ts'

/** Who saved something else meanwhile, and what of it is not what was typed. */
export const conflictView = (
  { ui, people, now }: Editing,
  form: PartForm,
  about: About,
  mine: PartView,
  theirs: Theirs,
): ConflictView => {
  const t = translator(ui)
  const name = (theirs.by && people.get(theirs.by)?.name) || t('drafts.edit.somebody')
  const own = new Map(saidIn(mine).map((each) => [each.name, each.said]))
  const differences = saidIn(form.view(theirs.content, about, new Map(), {}))
    .filter((each) => own.get(each.name) !== each.said)
    .map(({ label, said }) => ({ label, theirs: said || '—' }))
  return { words: t('drafts.edit.conflict.words', { name, ago: formatAgo(ui, theirs.at, now) }), differences }
}

/** What each field says, in words. */
const saidIn = ({ fields, list }: PartView) => {
  const rows = list?.rows ?? []
  const all = [
    ...fields.map((field) => ({ field, title: '' })),
    ...rows.flatMap(({ title, fields }) => fields.map((field) => ({ field, title }))),
  ]
  const said = all.map(({ field, title }) => ({
    name: field.name,
    label: title ? `${title}: ${field.label}` : field.label,
    said:
      field.options.length > 0
        ? field.options
            .filter(({ chosen }) => chosen)
            .map(({ words }) => words)
            .join('; ')
        : field.value,
  }))
  const order = rows.map(({ title }) => title).join('\n')
  return list?.movable ? [...said, { name: 'order', label: list.legend, said: order }] : said
}
