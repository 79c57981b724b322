import { page } from '../../render/page.ts'

export interface ErrorLink {
  field: string
  words: string
}

export interface Choice {
  id: string
  value: string
  words: string
  hint: string
  chosen: boolean
}

/** What can leave a campaign as a file, and what has left. */
export const exportsPage = page<{
  action: string
  problems: ErrorLink[]
  purposes: Choice[]
  purposeError: string
  formats: Choice[]
  reason: string
  reasonError: string
  past: { day: string; what: string; rows: string; reason: string; unfinished: boolean }[]
}>('exchange/exports')
