import type accounts from '../../locales/en/accounts.json'
import type campaigns from '../../locales/en/campaigns.json'
import type clocks from '../../locales/en/clocks.json'
import type dashboard from '../../locales/en/dashboard.json'
import type desk from '../../locales/en/desk.json'
import type dispatch from '../../locales/en/dispatch.json'
import type drafts from '../../locales/en/drafts.json'
import type exchange from '../../locales/en/exchange.json'
import type formats from '../../locales/en/formats.json'
import type letters from '../../locales/en/letters.json'
import type moderation from '../../locales/en/moderation.json'
import type officials from '../../locales/en/officials.json'
import type outputs from '../../locales/en/outputs.json'
import type people from '../../locales/en/people.json'
import type publishing from '../../locales/en/publishing.json'
import type record from '../../locales/en/record.json'
import type sendings from '../../locales/en/sendings.json'
import type signatories from '../../locales/en/signatories.json'
import type signatures from '../../locales/en/signatures.json'
import type site from '../../locales/en/site.json'
import type submissions from '../../locales/en/submissions.json'
import type updates from '../../locales/en/updates.json'
import type web from '../../locales/en/web.json'

/** One namespace a feature, one file a namespace and locale. English is the shape that the others are held to. */
interface Messages {
  site: typeof site
  web: typeof web
  accounts: typeof accounts
  desk: typeof desk
  campaigns: typeof campaigns
  dashboard: typeof dashboard
  dispatch: typeof dispatch
  drafts: typeof drafts
  clocks: typeof clocks
  exchange: typeof exchange
  formats: typeof formats
  letters: typeof letters
  moderation: typeof moderation
  officials: typeof officials
  outputs: typeof outputs
  people: typeof people
  publishing: typeof publishing
  sendings: typeof sendings
  record: typeof record
  signatories: typeof signatories
  signatures: typeof signatures
  updates: typeof updates
  submissions: typeof submissions
}

const files: Record<keyof Messages, true> = {
  site: true,
  web: true,
  accounts: true,
  desk: true,
  campaigns: true,
  dashboard: true,
  dispatch: true,
  drafts: true,
  clocks: true,
  exchange: true,
  formats: true,
  letters: true,
  moderation: true,
  officials: true,
  outputs: true,
  people: true,
  publishing: true,
  sendings: true,
  record: true,
  signatories: true,
  signatures: true,
  updates: true,
  submissions: true,
}

export const namespaces = Object.keys(files)

type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other'

type Unplural<Key extends string> = Key extends `${infer Stem}_${PluralForm}` ? Stem : Key

type Keys<Tree, Path extends string = ''> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? `${Path}${Unplural<Key>}` : Keys<Tree[Key], `${Path}${Key}.`>
}[keyof Tree & string]

/** A message by namespace and path («signatures.form.name»); a plural's key stands without its ending. */
export type MessageKey = Keys<Messages>
