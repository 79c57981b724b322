import type { KeptCorrection } from '../features/officials/index.ts'

/** What an import says of a correction that it has not undone. */
export const keptWords = ({ office, kind, address, instead }: KeptCorrection): string[] => [
  instead === null
    ? `${office}: ${kind} ${address} was added by an accepted correction and stays, though the files lack it`
    : `${office}: ${kind} stays ${address}, an accepted correction, though the files have ${instead}`,
  instead === null
    ? '  Export the directory; or to be rid of it, write it into the file with “state: closed”.'
    : '  Export the directory; or to have the files’ address, give it a checked_on later than the correction.',
]
