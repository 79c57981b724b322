import { page } from '../../render/page.ts'
import type { ChoicesView, ErrorLink, FieldView } from './field-view.ts'

/** The people of a team, whoever is invited, and the form that invites. */
export const membersPage = page<{
  title: string
  problems: ErrorLink[]
  members: { name: string; email: string; you: boolean; facts: string[]; roles: string; url: string; change: string }[]
  invitations: { email: string; roles: string; facts: string[]; action: string; revoke: string }[]
  invite: { action: string; email: FieldView; roles: ChoicesView; locale: ChoicesView }
}>('accounts/members')

/** One person of a team: the roles, and the way out. */
export const memberPage = page<{
  title: string
  email: string
  problems: ErrorLink[]
  action: string
  roles: ChoicesView
  /** The only owner cannot leave. */
  onlyOwner: boolean
  removal: string
  removalLead: string
  backUrl: string
}>('accounts/member')

/** An invitation, to whoever has its link. */
export const invitationPage = page<{
  title: string
  lead: string
  roles: string
  until: string
  problems: ErrorLink[]
  action: string
  /** Who is signed in and would accept; empty where nobody is. */
  acceptAs: string
  /** There is an account with the invited address: signing in comes first. */
  known: boolean
  newLead: string
  fields: FieldView[]
  signInUrl: string
}>('accounts/invitation')

/** One form or none under a heading, and where to go from there. */
export const formPage = page<{
  title: string
  lead: string
  problems: ErrorLink[]
  forms: {
    id: string
    action: string
    title: string
    lead: string
    fields: FieldView[]
    button: string
    danger: boolean
  }[]
  links: { url: string; words: string }[]
}>('accounts/form')

/** Where a person is signed in. */
export const sessionsPage = page<{
  sessions: { label: string; here: boolean; facts: string[]; action: string; end: string }[]
  others: boolean
}>('accounts/sessions')

/** A person's own account. */
export const profilePage = page<{
  problems: ErrorLink[]
  saved: string
  profile: {
    name: FieldView
    locale: ChoicesView
    timeZone: {
      error: string
      /** Which zone it is now, and what its clocks show. */
      now: string
      regions: { region: string; zones: { value: string; words: string; chosen: boolean }[] }[]
    }
  }
  emailNow: string
  address: FieldView[]
  password: FieldView[]
  secondFactor: { words: string; links: { url: string; words: string }[] }
  passkeys: {
    offered: boolean
    list: { name: string; facts: string[]; url: string; change: string }[]
    fields: FieldView[]
  }
  teams: { name: string; roles: string; url: string; leave: string }[]
}>('accounts/profile')

/** How an account is deleted, or why it cannot be yet. */
export const deletionPage = page<{
  title: string
  problems: ErrorLink[]
  /** Teams that need another owner first. */
  blocked: { name: string; url: string }[]
  facts: string[]
  field: FieldView
  byPasskey: boolean
}>('accounts/deletion')

/** What was done in a team, the newest first. */
export const auditPage = page<{
  team: string
  action: string
  filters: { id: string; name: string; label: string; choices: { value: string; label: string; chosen: boolean }[] }[]
  entries: {
    at: Date
    when: string
    who: string
    what: string
    about: string
    campaign: string
    campaignUrl: string
  }[]
  olderUrl: string
  newestUrl: string
}>('accounts/audit')
