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

/** Where a file with supporters is uploaded, and what has been. */
export const importsPage = page<{
  action: string
  open: boolean
  problems: ErrorLink[]
  fileError: string
  past: { url: string; day: string; state: string; taken: string }[]
}>('exchange/imports')

/** Which column of a file is what. */
export const importColumnsPage = page<{
  action: string
  cancelAction: string
  problems: ErrorLink[]
  columnsError: string
  columns: {
    id: string
    name: string
    samples: string[]
    choices: { value: string; words: string; chosen: boolean }[]
  }[]
  header: boolean
  countries: { value: string; words: string; chosen: boolean }[]
  countryError: string
  languages: { value: string; words: string; chosen: boolean }[]
  languageError: string
}>('exchange/import-columns')

/** What an import would do, and the statement without which it does not begin. */
export const importCheckPage = page<{
  action: string
  cancelAction: string
  columnsUrl: string
  problems: ErrorLink[]
  /** Why the file cannot be read; empty where it can. */
  fault: string
  figures: { words: string; count: string }[]
  bad: string[]
  badMore: string
  possible: boolean
  mark: string
  source: string
  sourceError: string
  leaveOut: string
  leaveOutChosen: boolean
  leaveOutError: string
  agreed: boolean
  agreedError: string
}>('exchange/import-check')

/** How far an import or its check is. total: 0 where it is not known yet; columnsUrl: where there is no going back, empty. */
export const importProgressPage = page<{
  title: string
  lead: string
  running: boolean
  done: number
  total: number
  progress: string
  figures: { words: string; count: string }[]
  here: string
  columnsUrl: string
  cancelAction: string
  cancel: string
  againUrl: string
}>('exchange/import-progress')
