import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { translator } from '../../i18n/index.ts'
import { type FormState, readForm, typedValues } from '../../web/form.ts'
import { saveProfile } from './account-people.ts'
import { attemptOf } from './attempt-desk.ts'
import { wishAddress } from './change-address.ts'
import { changePassword } from './change-password.ts'
import { isOwner } from './confirm-owner.ts'
import { refuse } from './field-view.ts'
import { deskPage } from './frame-desk.ts'
import { userOf } from './guard-desk.ts'
import { listPasskeys } from './passkey-list.ts'
import { canHavePasskeys } from './passkeys.ts'
import { passwordProblem } from './password-rules.ts'
import { hashPassword } from './passwords.ts'
import { addressForm, changePasswordForm, profileForm, profileQuery } from './people-forms.ts'
import { profilePage } from './people-pages.ts'
import type { PeopleServices } from './people-services.ts'
import { type ProfileForm, profileView } from './profile-view.ts'
import { hasCodes } from './queries.ts'

const config = { desk: { who: 'member', early: true } } as const

/** A person's own account: name, language, password, address, and what else opens it. */
export const profileDesk: FastifyPluginAsync<PeopleServices> = async (app, { db, vault, site, now, mailPromised }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    refused?: { form: ProfileForm; state: FormState },
  ) => {
    const user = userOf(request)
    const t = translator(user.locale)
    const [codes, passkeys] = await Promise.all([hasCodes(db, user.accountId), listPasskeys(db, user.accountId)])
    const passkeysOffered = canHavePasskeys(site.publicUrl)
    const { done: said } = profileQuery.parse(request.query)
    const view = profileView({ user, codes, passkeys, passkeysOffered, now: now(), said, refused })
    const title = t('people.me.title')
    const heading = { title: refused ? `${t('site.errorPrefix')} ${title}` : title }
    return deskPage(request, reply, site, profilePage, heading, view)
  }

  const isTheirs = (request: FastifyRequest, current: string) => {
    const { accountId, email } = userOf(request)
    return isOwner({ db, vault, now: now() }, { accountId, ...attemptOf(request, site, email), password: current })
  }

  app.get('/me', { config }, (request, reply) => show(request, reply))

  app.post('/me', { config }, async (request, reply) => {
    const form = readForm(profileForm, request.body)
    if (!form.ok) return show(request, reply.code(422), { form: 'profile', state: form.state })
    await saveProfile(db, vault, userOf(request).accountId, form.values)
    return reply.redirect('/desk/me?done=saved', 303)
  })

  app.post('/me/password', { config }, async (request, reply) => {
    const form = readForm(changePasswordForm, request.body)
    if (!form.ok) return show(request, reply.code(422), { form: 'password', state: form.state })
    const { current, password } = form.values
    const { accountId, name, email } = userOf(request)
    const problem = passwordProblem(password, { name, email })
    const wrong = problem
      ? ({ field: 'password', message: problem } as const)
      : (await isTheirs(request, current))
        ? undefined
        : ({ field: 'current', message: 'people.errors.current' } as const)
    if (wrong) return show(request, reply.code(422), { form: 'password', state: refuse({}, wrong) })
    const hashed = await hashPassword(vault, password)
    await changePassword(db, { accountId, session: request.desk.session?.id ?? '', hashed, now: now() })
    return reply.redirect('/desk/me?done=password', 303)
  })

  app.post('/me/address', { config }, async (request, reply) => {
    const form = readForm(addressForm, request.body)
    if (!form.ok) return show(request, reply.code(422), { form: 'address', state: form.state })
    const { accountId: id, locale, email: old } = userOf(request)
    const { email, current } = form.values
    const back = (
      field: string,
      message: 'people.errors.same' | 'people.errors.current' | 'people.errors.tooManyLinks',
    ) =>
      show(request, reply.code(422), { form: 'address', state: refuse(typedValues(request.body), { field, message }) })
    if (email === old) return back('email', 'people.errors.same')
    if (!(await isTheirs(request, current))) return back('current', 'people.errors.current')
    if (!(await wishAddress(db, vault, { id, locale }, email, now())))
      return back('email', 'people.errors.tooManyLinks')
    mailPromised()
    return reply.redirect('/desk/me?done=address', 303)
  })
}
