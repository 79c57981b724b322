import { addresseeName } from './addressees.ts'
import { keysOf } from './listed.ts'
import { mapPart } from './map-part.ts'
import type { SectionScreen } from './part.ts'

/** What stands above the demands to each addressee; where anything does, the page groups demands by addressee. */
export const leads: SectionScreen = {
  name: 'leads',
  title: 'signatories.edit.leads.name',
  lead: 'signatories.edit.leads.lead',
  shared: null,
  worded: {
    section: 'leads',
    form: mapPart({
      legend: 'signatories.edit.leads.legend',
      empty: 'signatories.edit.leads.empty',
      keys: (about) =>
        keysOf(about, 'addressees').map((key, index) => ({
          key,
          title: `${index + 1}. ${addresseeName(about, key)}`,
          note: '',
        })),
      fields: [{ name: 'lead', kind: 'line', max: 300, optional: true, label: 'signatories.edit.leads.words' }],
      plain: true,
    }),
  },
  inLetters: false,
  kinds: ['statement', 'declaration'],
}
