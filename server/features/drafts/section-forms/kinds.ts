import { addresseeName } from './addressees.ts'
import { keysOf } from './listed.ts'
import { mapPart } from './map-part.ts'
import type { SectionScreen } from './part.ts'
import { recordPart } from './record-part.ts'

/** What stands above the demands to each addressee, in a statement or a declaration. */
export const leads: SectionScreen = {
  name: 'leads',
  title: 'drafts.edit.leads.name',
  lead: 'drafts.edit.leads.lead',
  shared: null,
  worded: {
    section: 'leads',
    form: mapPart({
      legend: 'drafts.edit.leads.legend',
      empty: 'drafts.edit.addressees.emptyPoints',
      keys: (about) =>
        keysOf(about, 'addressees').map((key, index) => ({
          key,
          title: `${index + 1}. ${addresseeName(about, key)}`,
          note: '',
        })),
      fields: [
        { name: 'text', kind: 'prose', max: 500, rows: 2, optional: true, label: 'drafts.edit.leads.text' },
      ],
      plain: true,
    }),
  },
  inLetters: false,
  kinds: ['statement', 'declaration'],
}

/** A submission's document, with its topics, recommendations and footnotes. */
export const document: SectionScreen = {
  name: 'document',
  title: 'drafts.edit.document.name',
  lead: 'drafts.edit.document.lead',
  shared: null,
  worded: {
    section: 'document',
    form: recordPart([
      {
        name: 'source',
        kind: 'source',
        max: 250_000,
        rows: 30,
        optional: true,
        label: 'drafts.edit.document.source',
        hint: 'drafts.edit.document.sourceHint',
      },
    ]),
  },
  inLetters: false,
  kinds: ['submission'],
}
