import type { Db } from '../db/index.ts'
import { createPerson, listTeams, type Role, roles } from '../features/accounts/index.ts'
import type { Vault } from '../features/privacy/index.ts'
import { runCommand } from './run-command.ts'

const USAGE = `npm run account -- create EMAIL --role ROLE [--role ROLE] [--team SLUG] [--name NAME]
  makes an account for the desk, or gives it more roles, and prints the link by which its password is chosen
  ROLE       ${roles.join(', ')}
  --team     the team's name in addresses; may be left out where there is one team
  --name     as colleagues know the person; the address up to its @ unless given
`

interface Tools {
  db: Db
  vault: Vault
  publicUrl: string
  print: (line: string) => void
}

/** Runs the command; the process's exit code: 0 done, 1 refused, 2 not understood. */
export const runAccountCommand = async (args: string[], { db, vault, publicUrl, print }: Tools): Promise<number> => {
  const refuse = (reason: string, code: number) => {
    print(reason)
    return code
  }
  const asked = readArguments(args)
  if (!asked) return refuse(USAGE, 2)
  const { email, name = email.slice(0, email.lastIndexOf('@')), roles: given, team: slug } = asked

  const teams = await listTeams(db)
  const team = slug === undefined && teams.length === 1 ? teams[0] : teams.find((each) => each.slug === slug)
  const known = teams.map((each) => each.slug).join(', ') || 'none yet: start the server and open the link it prints'
  if (!team) return refuse(`${slug === undefined ? 'Say which team' : `There is no team ${slug}`}; teams: ${known}`, 1)

  const link = await createPerson(db, vault, { email, name, teamId: team.id, roles: given }, new Date())
  print(`${email} is in ${team.slug} as ${given.join(', ')}`)
  if (link) print(`Choose the password within a week: ${publicUrl}${link}`)
  return 0
}

interface Asked {
  email: string
  name?: string
  team?: string
  roles: Role[]
}

/** Undefined for what is not understood. */
const readArguments = ([command, email = '', ...rest]: string[]): Asked | undefined => {
  const asked: Asked = { email: email.trim(), roles: [] }
  if (command !== 'create' || !/^[^\s@<>]{1,64}@[^\s@<>]+\.[^\s@<>]+$/.test(asked.email)) return undefined
  for (let at = 0; at < rest.length; at += 2) {
    const [option, value] = [rest[at], rest[at + 1]?.trim()]
    const role = roles.find((one) => one === value)
    if (!value) return undefined
    if (option === '--role' && role) asked.roles.push(role)
    else if (option === '--team') asked.team = value
    else if (option === '--name') asked.name = value
    else return undefined
  }
  return asked.roles.length > 0 ? asked : undefined
}

await runCommand(import.meta.url, runAccountCommand)
