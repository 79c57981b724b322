import type { Locale, MessageKey } from '../../../i18n/index.ts'
import type { Images } from '../../../render/image-element.ts'
import type { FieldError, TypedValues } from '../../../web/form.ts'

/** '' is what both languages share. */
export type PartLocale = Locale | ''

/** What a form is asked to show or read, and what stands around it. */
export interface About {
  /** Of the part. */
  locale: PartLocale
  /** Of the page. */
  ui: Locale
  /** Another section's content, as it was saved last; undefined where there is none. */
  contentOf: (section: string, locale: PartLocale) => unknown
  /** Offices by slug, with what a campaigner calls them. */
  offices: ReadonlyMap<string, OfficeOption>
  /** The campaign's pictures by name. */
  images: Images
}

export interface OfficeOption {
  slug: string
  name: Record<Locale, string>
  /** Who holds it, or empty. */
  holder: Record<Locale, string>
}

export interface OptionView {
  value: string
  words: string
  chosen: boolean
}

export type FieldKind =
  | 'line'
  | 'prose'
  | 'markdown'
  | 'source'
  | 'choice'
  | 'picks'
  | 'number'
  | 'date'
  | 'url'
  | 'email'

export interface FieldView {
  id: string
  name: string
  kind: FieldKind
  label: string
  hint: string
  value: string
  error: string
  optional: boolean
  max: number
  /** Lines of a field that has several. */
  rows: number
  options: OptionView[]
  /** What was picked stands in an order of its own, within the row of this id. */
  orderedIn: string
  /** The language that is written here; empty for both. */
  lang: PartLocale
}

export interface RowView {
  /** Known again after a move: a key, or a place in the list. */
  id: string
  /** The element's own id, to lead back to it. */
  anchor: string
  /** Said aloud when the row moves, and above it. */
  title: string
  note: string
  fields: FieldView[]
}

export interface ListView {
  legend: string
  hint: string
  rows: RowView[]
  movable: boolean
  removable: boolean
  /** Words of the button that adds a row; empty where rows come from elsewhere. */
  add: string
  /** What a new row is made from. */
  addFields: FieldView[]
  /** Rows that a search found, each to be added with a button. */
  found: { value: string; words: string }[]
  empty: string
}

/** A form in parts of a kind: plain fields, and a list of rows. */
export interface PartView {
  fields: FieldView[]
  list: ListView | null
}

export interface ReadPart {
  content: unknown
  /** The row to lead back to, where one was moved or added; empty where none. */
  row: string
  /** What could not be done, in words beside its field: a row that cannot be added. */
  errors: FieldError[]
}

/** How a section's content in one language is edited: shown in fields, read back from them, and what is wrong in it. */
export interface PartForm {
  view(content: unknown, about: About, errors: ReadonlyMap<string, string>, typed: TypedValues): PartView
  /** Never refuses: what was typed becomes content, and a move of rows has been made. Keeps what it does not know. */
  read(typed: TypedValues, previous: unknown, about: About): ReadPart
  /** Everything that keeps the part from being ready, by field. */
  problems(content: unknown, about: About): FieldError[]
  /** Where a picture that was sent along goes; not there where none can be. */
  picture?: PicturePlace
}

export interface PicturePlace {
  /** Whether what it shows is said where it stands. */
  described: boolean
  /** The field that has its name, where one has. */
  field?: string
  place(typed: TypedValues, picture: { name: string; alt: string }): TypedValues
}

/** A section's screen: its forms, for both languages together and for each. */
export interface SectionScreen {
  name: string
  title: MessageKey
  lead: MessageKey
  shared: PartForm | null
  /** The section that a language's words are kept in, and their form; null where nothing is worded. */
  worded: { section: string; form: PartForm } | null
  /** Whether what is worded here shows in letters, so that a sample letter is useful. */
  inLetters: boolean
  /** Kinds of campaign that have it; all where left out. */
  kinds?: readonly string[]
}
