import type { Db } from '../db/index.ts'
import { findCampaign } from '../features/campaigns/index.ts'
import type { Vault } from '../features/privacy/index.ts'
import {
  findCounts,
  listHeld,
  listWaitingComments,
  openPerson,
  releaseSignatures,
  setCommentState,
} from '../features/signatures/index.ts'
import { runCommand } from './run-command.ts'

const USAGE = `npm run signatures -- COMMAND SLUG
  counts SLUG                  how many are confirmed, pending, held, withdrawn, refused
  held SLUG                    the signatures that are held, the oldest first, with why
  release SLUG all|ID          lets held signatures go on their way
  comments SLUG                the comments that wait to be read
  show-comment SLUG ID         shows one of them in public
  refuse-comment SLUG ID       keeps one from the public
`

const LISTED = 500

/** A comment may hold line breaks and tabs: a second line would pass for another signature. */
const onOneLine = (text: string) => text.replace(/\s+/g, ' ')

interface Tools {
  db: Db
  vault: Vault
  print: (line: string) => void
}

/** Runs one command on a campaign's signatures; the process's exit code: 0 done, 1 nothing found, 2 not understood. */
export const runSignaturesCommand = async (args: string[], { db, vault, print }: Tools): Promise<number> => {
  const [command, slug = '', argument = ''] = args
  if (!command || !slug) return refuse(print, USAGE, 2)
  const campaign = await findCampaign(db, slug)
  if (!campaign) return refuse(print, `There is no campaign ${slug}`, 1)

  const show = (rows: Awaited<ReturnType<typeof listHeld>>) => {
    for (const row of rows) {
      const { name, comment } = openPerson(vault, campaign, row.address_key, row.sealed)
      const fields = [row.id, row.created_at.toISOString(), row.country, row.held_reason ?? '', name, comment]
      print(fields.map(onOneLine).join('\t'))
    }
    return 0
  }
  switch (command) {
    case 'counts':
      for (const [state, count] of Object.entries(await findCounts(db, campaign.id))) print(`${state}\t${count}`)
      return 0
    case 'held':
      return show(await listHeld(db, campaign.id, LISTED))
    case 'release': {
      if (argument !== 'all' && !/^[\da-f-]{36}$/.test(argument)) return refuse(print, USAGE, 2)
      const released = await releaseSignatures(db, campaign.id, argument === 'all' ? undefined : argument)
      print(`released\t${released}`)
      return released > 0 || argument === 'all' ? 0 : 1
    }
    case 'comments':
      return show(await listWaitingComments(db, campaign.id, LISTED))
    case 'show-comment':
    case 'refuse-comment': {
      const row = (await listWaitingComments(db, campaign.id, LISTED)).find(({ id }) => id === argument)
      if (!row) return refuse(print, `No comment ${argument} waits`, 1)
      await setCommentState(db, row, command === 'show-comment' ? 'shown' : 'refused')
      return 0
    }
    default:
      return refuse(print, USAGE, 2)
  }
}

const refuse = (print: Tools['print'], reason: string, code: number) => {
  print(reason)
  return code
}

await runCommand(import.meta.url, runSignaturesCommand)
