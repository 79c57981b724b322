import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { translator } from '../../i18n/index.ts'
import { type FieldError, readForm } from '../../web/form.ts'
import { agentLabel } from './agent.ts'
import { attemptOf } from './attempt-desk.ts'
import { problemLinks, titled, waitError, wordsAt } from './form-words.ts'
import { codeForm, onward, signInForm } from './forms.ts'
import { deskPage } from './frame-desk.ts'
import { packKept, unpackKept } from './kept-form.ts'
import { nextPath } from './next-path.ts'
import { codePage, sendKeptPage, signInPage } from './pages.ts'
import { type AccountServices, letIn, setSession, tooSoon } from './session-desk.ts'
import { endSession } from './sessions.ts'
import { showSecondFactor, signIn } from './sign-in.ts'

/** A form that was kept travels through the sign-in as a field, and a text of 64 KB becomes a longer one. */
const KEPT_LIMIT = 1024 * 1024

const anyone = { config: { desk: { who: 'anyone' } } } as const
const withKept = { ...anyone, bodyLimit: KEPT_LIMIT }

/** Signing in by password and, where the account has one, by the second factor; and signing out. */
export const signingIn: FastifyPluginAsync<AccountServices> = async (app, services) => {
  const { db, vault, site, now } = services
  const toolsOf = ({ headers }: FastifyRequest) => ({ db, vault, now: now(), agent: agentLabel(headers['user-agent']) })

  app.get('/sign-in', anyone, (request, reply) => {
    const along = onwardOf(request.query)
    if (request.desk.user) return reply.redirect(along.next, 303)
    return showSignIn(request, reply, along)
  })

  app.post('/sign-in', withKept, async (request, reply) => {
    const along = onwardOf(request.body)
    const form = readForm(signInForm, request.body)
    const typed = String((request.body as { email?: unknown } | undefined)?.email ?? '').slice(0, 300)
    if (!form.ok) return showSignIn(request, reply.code(422), along, typed, form.state.errors)

    const { email, password } = form.values
    const done = await signIn(toolsOf(request), { ...attemptOf(request, site, email), password })
    if (done.outcome === 'wrong') {
      const error = { field: 'password', message: 'accounts.signIn.wrong' as const }
      return showSignIn(request, reply.code(422), along, email, [error])
    }
    if (done.outcome === 'wait')
      return showSignIn(request, tooSoon(reply, done.seconds), along, email, [waitError('password', done.seconds)])
    if (done.outcome === 'in') return goOn(request, letIn(reply, services, done.token, email), along)

    setSession(reply, site, done.token)
    if (along.packed) return showCode(request, reply, along)
    return reply.redirect(`/desk/sign-in/code?next=${encodeURIComponent(along.next)}`, 303)
  })

  app.get('/sign-in/code', anyone, (request, reply) => {
    const along = onwardOf(request.query)
    if (request.desk.session?.state !== 'half') return reply.redirect(toSignIn(along.next), 303)
    return showCode(request, reply, along)
  })

  app.post('/sign-in/code', withKept, async (request, reply) => {
    const along = onwardOf(request.body)
    const { session } = request.desk
    const form = readForm(codeForm, request.body)
    const over = () =>
      showSignIn(request, reply.code(422), along, '', [{ field: 'email', message: 'accounts.code.over' }])
    if (session?.state !== 'half') return over()
    if (!form.ok) return showCode(request, reply.code(422), along, form.state.errors)

    const { accountId, email } = session.user
    const attempt = { ...attemptOf(request, site, email), code: form.values.code }
    const done = await showSecondFactor(toolsOf(request), { id: session.id, accountId }, attempt)
    if (done.outcome === 'over') return over()
    if (done.outcome === 'wait')
      return showCode(request, tooSoon(reply, done.seconds), along, [waitError('code', done.seconds)])
    if (done.outcome !== 'in') {
      return showCode(request, reply.code(422), along, [{ field: 'code', message: 'accounts.code.wrong' }])
    }
    return goOn(request, letIn(reply, services, done.token, email), along)
  })

  app.post('/sign-out', anyone, async (request, reply) => {
    if (request.desk.session) await endSession(db, request.desk.session.id)
    return setSession(reply, site, null).redirect('/desk/sign-in', 303)
  })

  const showSignIn = (
    request: FastifyRequest,
    reply: FastifyReply,
    along: Onward,
    email = '',
    errors: FieldError[] = [],
  ) => {
    const t = translator(request.desk.locale)
    const at = wordsAt(t, errors)
    const title = t('accounts.signIn.title')
    const lead = along.packed ? t('accounts.signedOut.lead') : ''
    const beside = { emailError: at('email'), passwordError: at('password'), problems: problemLinks(t, errors) }
    return deskPage(
      request,
      reply,
      site,
      signInPage,
      { title: titled(t, title, errors) },
      { ...along, title, lead, email, ...beside },
    )
  }

  const showCode = (request: FastifyRequest, reply: FastifyReply, along: Onward, errors: FieldError[] = []) => {
    const t = translator(request.desk.locale)
    const model = { ...along, error: wordsAt(t, errors)('code'), problems: problemLinks(t, errors) }
    return deskPage(request, reply, site, codePage, { title: titled(t, t('accounts.code.title'), errors) }, model)
  }

  /** To where they wanted to go, or to what they had typed before. */
  const goOn = (request: FastifyRequest, reply: FastifyReply, { next, packed }: Onward) => {
    const kept = unpackKept(packed)
    if (!kept) return reply.redirect(next, 303)
    const title = translator(request.desk.locale)('accounts.kept.title')
    return deskPage(request, reply, site, sendKeptPage, { title }, kept)
  }
}

interface Onward {
  next: string
  packed: string
}

/** Where to go afterwards and what was kept, out of an address or a form; both are held to own paths of the desk. */
const onwardOf = (fields: unknown): Onward => {
  const read = onward.safeParse(fields ?? {})
  const { next, kept } = read.success ? read.data : {}
  return { next: nextPath(next), packed: packKept(unpackKept(kept)) }
}

const toSignIn = (next: string) =>
  next === '/desk/' ? '/desk/sign-in' : `/desk/sign-in?next=${encodeURIComponent(next)}`
