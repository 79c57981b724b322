import { translator } from '../../../i18n/index.ts'
import { COVER_WORDS } from '../../campaigns/index.ts'
import type { SectionScreen } from './part.ts'
import { recordPart } from './record-part.ts'

/** The picture at the top of the campaign's page: one of the campaign's, and what it shows. */
export const cover: SectionScreen = {
  name: 'cover',
  title: 'drafts.image.title',
  lead: 'drafts.image.lead',
  shared: {
    ...recordPart([
      {
        name: 'image',
        kind: 'choice',
        max: 60,
        optional: true,
        label: 'drafts.image.chosen',
        options: ({ images, ui }) => [
          { value: '', words: translator(ui)('drafts.image.none') },
          ...Object.keys(images).map((name) => ({ value: name, words: name })),
        ],
      },
    ]),
    picture: {
      described: false,
      field: 'image',
      place: (typed, { name }) => ({ ...typed, image: name }),
    },
  },
  worded: {
    section: 'cover',
    form: recordPart([
      {
        name: 'alt',
        kind: 'prose',
        max: COVER_WORDS,
        rows: 2,
        label: 'drafts.image.alt',
        hint: 'drafts.image.altHint',
      },
    ]),
  },
  inLetters: false,
}
