import type { Locale } from '../../i18n/index.ts'
import type { Images } from '../../render/image-element.ts'
import type { FieldError, TypedValues } from '../../web/form.ts'
import type { Theirs } from './save-section.ts'
import type { OfficeOption, PartLocale } from './section-forms/part.ts'
import type { Section } from './sections.ts'

/** Everything that the editor's pages are made from. */
export interface Editing {
  slug: string
  sections: Section[]
  offices: ReadonlyMap<string, OfficeOption>
  /** The campaign's pictures by name. */
  images: Images
  /** Names of those who saved, by account. */
  people: ReadonlyMap<string, { name: string }>
  ui: Locale
  now: Date
  /** Whether what both languages share may be changed too. */
  mayShare: boolean
}

/** A form that was sent and not simply taken in: shown again as it was typed. */
export interface Sent {
  locale: PartLocale
  typed: TypedValues
  content: unknown
  base: number
  errors: FieldError[]
  theirs?: Theirs
}
