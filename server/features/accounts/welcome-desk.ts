import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { type Locale, readerFirst } from '../../i18n/index.ts'
import { type FormState, readForm, typedValues } from '../../web/form.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { agentLabel } from './agent.ts'
import { type FieldPlan, refuse } from './field-view.ts'
import { type FoundFirstLink, findFirstLink, useFirstLink, type Welcome } from './first-links.ts'
import { sendForm } from './form-desk.ts'
import { firstOwnerForm, firstPasswordForm } from './forms.ts'
import { passwordProblem } from './password-rules.ts'
import { hashPassword } from './passwords.ts'
import { tokenParams } from './people-forms.ts'
import { type AccountServices, letIn } from './session-desk.ts'
import { startSession } from './sessions.ts'
import { listEmptyTeams } from './teams.ts'

const atLink = { config: { desk: { who: 'anyone' } }, schema: { params: tokenParams } } as const

const password: FieldPlan = {
  name: 'password',
  label: 'accounts.signIn.password',
  hint: 'people.password.hint',
  type: 'password',
  autocomplete: 'new-password',
}

const ownFields: FieldPlan[] = [
  { name: 'name', label: 'people.invitation.name', hint: 'people.invitation.nameHint', autocomplete: 'name' },
  { name: 'email', label: 'accounts.signIn.email', type: 'email', autocomplete: 'username' },
]

const teamFields = (reader: Locale, optional: boolean): FieldPlan[] => [
  ...readerFirst(reader).map((lang): FieldPlan => {
    const label = `accounts.welcome.team_${lang}` as const
    return { name: `team_${lang}`, label, optional, ...(lang === reader && { hint: 'accounts.welcome.teamHint' }) }
  }),
  {
    name: 'team_email',
    label: 'accounts.welcome.teamEmail',
    hint: 'accounts.welcome.teamEmailHint',
    type: 'email',
    optional,
  },
]

/** Behind a link that was printed by a command or at the first start: choosing the first password. */
export const welcome: FastifyPluginAsync<AccountServices> = async (app, services) => {
  const { db, vault, site, now } = services
  const routes = app.withTypeProvider<ZodTypes>()

  routes.get('/welcome/:token', atLink, async (request, reply) => {
    const { token } = request.params
    const found = await findFirstLink(db, vault, token, now())
    return found ? show(request, reply, token, found) : showOver(request, reply)
  })

  routes.post('/welcome/:token', atLink, async (request, reply) => {
    const { token } = request.params
    const found = await findFirstLink(db, vault, token, now())
    if (!found) return showOver(request, reply)

    const form = readForm(await formOf(found, request.body), request.body)
    if (!form.ok) return show(request, reply.code(422), token, found, form.state)
    const person = { ...found.account, ...form.values }
    const problem = passwordProblem(person.password, person)
    if (problem) {
      const refused = refuse(typedValues(request.body), { field: 'password', message: problem })
      return show(request, reply.code(422), token, found, refused)
    }
    const chosen = await chosenBy(person, request.desk.locale)
    const accountId = await useFirstLink(db, vault, token, chosen)
    if (accountId === undefined) return showOver(request, reply)
    const agent = agentLabel(request.headers['user-agent'])
    const session = await startSession(db, { accountId, state: 'full', secondFactor: false, agent, now: now() })
    return letIn(reply, services, session, chosen.email).redirect('/desk/', 303)
  })

  type Chosen = { name?: string; email?: string; password: string; team?: Welcome['team'] }

  const chosenBy = async ({ name = '', email = '', password, team = null }: Chosen, locale: Welcome['locale']) => ({
    name,
    email,
    locale,
    team,
    passwordHash: await hashPassword(vault, password),
  })

  const formOf = async ({ account }: FoundFirstLink, body: unknown) =>
    account ? firstPasswordForm : firstOwnerForm(body, (await listEmptyTeams(db)).length === 0)

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    token: string,
    { account }: FoundFirstLink,
    refused?: FormState,
  ) => {
    const empty = account ? [] : await listEmptyTeams(db)
    const teams = empty.map(({ name }) => name[request.desk.locale]).join('; ')
    const lead = account
      ? 'accounts.welcome.lead'
      : teams
        ? 'accounts.welcome.ownerLead'
        : 'accounts.welcome.ownerLeadAlone'
    return sendForm(request, reply, site, {
      title: 'accounts.welcome.title',
      lead,
      values: { teams, count: empty.length, email: account?.email ?? '' },
      form: {
        id: 'welcome',
        action: `/desk/welcome/${token}`,
        button: 'accounts.welcome.button',
        fields: account ? [password] : [...ownFields, password, ...teamFields(request.desk.locale, teams !== '')],
      },
      refused,
    })
  }

  const showOver = (request: FastifyRequest, reply: FastifyReply) =>
    sendForm(request, reply.code(410), site, {
      title: 'accounts.welcome.overTitle',
      lead: 'accounts.welcome.overLead',
      links: [{ url: '/desk/sign-in', words: 'accounts.signIn.title' }],
    })
}
