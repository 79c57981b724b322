import type { FastifyPluginAsync } from 'fastify'
import { formatAgo, formatMoment, translator } from '../../i18n/index.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { deskPage } from './frame-desk.ts'
import { userOf } from './guard-desk.ts'
import type { DeskUser } from './people.ts'
import { idParams } from './people-forms.ts'
import { sessionsPage } from './people-pages.ts'
import type { PeopleServices } from './people-services.ts'
import { endOtherSessions, endOwnSession, type ListedSession, listSessions } from './session-list.ts'

const config = { desk: { who: 'member', early: true } } as const

const PATH = '/desk/me/sessions'

/** Where somebody is signed in, to be looked through and ended; it says no network address. */
export const sessionsDesk: FastifyPluginAsync<PeopleServices> = async (app, { db, site, now }) => {
  const routes = app.withTypeProvider<ZodTypes>()

  routes.get('/me/sessions', { config }, async (request, reply) => {
    const { accountId, locale, timeZone } = userOf(request)
    const t = translator(locale)
    const sessions = await listSessions(db, accountId, now())
    const own = request.desk.session?.id
    return deskPage(
      request,
      reply,
      site,
      sessionsPage,
      { title: t('people.sessions.title') },
      {
        sessions: sessions.map((session) => sessionView({ locale, timeZone }, session, own, now())),
        others: sessions.some(({ id }) => id !== own),
      },
    )
  })

  routes.post('/me/sessions/others', { config }, async (request, reply) => {
    await endOtherSessions(db, userOf(request).accountId, request.desk.session?.id ?? '')
    return reply.redirect(PATH, 303)
  })

  routes.post('/me/sessions/:id/end', { config, schema: { params: idParams } }, async (request, reply) => {
    const ended = await endOwnSession(db, userOf(request).accountId, request.params.id)
    return ended ? reply.redirect(PATH, 303) : reply.callNotFound()
  })
}

/** A session as its row shows it; the browser's kind stands as it was stored at signing in. */
export const sessionView = (
  { locale, timeZone }: Pick<DeskUser, 'locale' | 'timeZone'>,
  session: ListedSession,
  own: string | undefined,
  now: Date,
) => {
  const t = translator(locale)
  const label = session.agent || t('people.sessions.unknown')
  return {
    label,
    here: session.id === own,
    facts: [
      t('people.sessions.since', { date: formatMoment(locale, session.createdAt, timeZone) }),
      t('people.sessions.seen', { ago: formatAgo(locale, session.seenAt, now) }),
    ],
    action: `${PATH}/${session.id}/end`,
    end: t('people.sessions.endOf', { label }),
  }
}
