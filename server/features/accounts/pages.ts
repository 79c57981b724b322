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

/** A form that came before the second factor was set up: what was typed, to be sent again afterwards. */
export const keptFormPage = page<{ action: string; fields: KeptField[] }>('accounts/kept-form')

interface ErrorLink {
  field: string
  words: string
}

/** What travels through a sign-in: where to go afterwards, and a form that was kept. */
interface Onward {
  next: string
  packed: string
}

/** By itself, and in place of an answer to a form that came when the session was over. */
export const signInPage = page<
  Onward & {
    title: string
    lead: string
    email: string
    emailError: string
    passwordError: string
    problems: ErrorLink[]
  }
>('accounts/sign-in')

/** The second step: a code of the device, or one for recovery. */
export const codePage = page<Onward & { error: string; problems: ErrorLink[] }>('accounts/code')

/** Signed in, and there is a form that was typed before: one button sends it. */
export const sendKeptPage = page<{ action: string; fields: KeptField[] }>('accounts/send-kept')

/** Setting up one-time codes: what the device reads, and the code that proves it did. */
export const setUpPage = page<{
  needed: boolean
  image: string
  link: string
  spelled: string
  /** The secret, sealed, as it travels in the form. */
  secret: string
  passwordError: string
  codeError: string
  problems: ErrorLink[]
}>('accounts/second-factor-set-up')

/** The second factor is on: how many recovery codes are left, new ones, another device. */
export const secondFactorPage = page<{
  left: string
  forms: { id: string; action: string; title: string; lead: string; button: string; error: string }[]
  problems: ErrorLink[]
}>('accounts/second-factor')

/** Shown once. */
export const recoveryCodesPage = page<{ codes: string[] }>('accounts/recovery-codes')
