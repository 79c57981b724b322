import { page } from '../../render/page.ts'
import type { KeptField } from './kept-form.ts'

/** The teams of whoever is signed in, each with its campaigns. */
export const deskHomePage = page<{
  name: string
  teams: {
    id: string
    name: string
    url: string
    roles: string
    links: { words: string; url: string }[]
    campaigns: { title: string; url: string; state: string }[]
  }[]
}>('desk/home')

/** A form that came when the session was over, or before the second factor: what was typed, to be sent again. */
export const keptFormPage = page<{
  title: string
  /** Whether one has to sign in first. */
  signIn: boolean
  action: string
  fields: KeptField[]
  packed: string
}>('accounts/kept-form')
