import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Db } from '../../db/index.ts'
import { translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import { type FormState, message, readForm } from '../../web/form.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { type ActName, campaignOf, deskPage, recordAct, teamOf, userOf } from '../accounts/index.ts'
import { dispatchParams, dispatchPath, sendingRoles } from './dispatch-address.ts'
import { type Decision, decideHeld, decisions, findHeld, type HeldLetter } from './held-letters.ts'
import { heldView } from './held-view.ts'
import { heldPage } from './pages.ts'

interface Options {
  db: Db
  site: Site
  now: () => Date
  mailFrom: string
}

const params = dispatchParams.extend({ held: z.uuid() })

const decisionForm = z.object({ decision: z.enum(decisions, message('dispatch.held.choose')) })

const acts = {
  again: 'letter-sent-again',
  arrived: 'letter-arrived',
  drop: 'letter-dropped',
} as const satisfies Record<Decision, ActName>

/** A letter that is held: what is known of it, and what somebody who has looked decides, said once more before it is done. */
export const heldDesk: FastifyPluginAsync<Options> = async (app, { db, site, now, mailFrom }) => {
  const routes = app.withTypeProvider<ZodTypes>()
  const route = { config: { desk: { who: sendingRoles } }, schema: { params } }
  const address = '/campaigns/:campaign/dispatch/letters/:held'

  const show = (request: FastifyRequest, reply: FastifyReply, letter: HeldLetter, refused?: FormState) => {
    const { locale } = request.desk
    const t = translator(locale)
    const at = dispatchPath(campaignOf(request).slug)
    const title = `${refused ? `${t('site.errorPrefix')} ` : ''}${t('dispatch.held.title')}`
    const model = heldView({ locale, timeZone: userOf(request).timeZone, at, letter, mailFrom, refused })
    return deskPage(request, reply, site, heldPage, { title, here: at }, model)
  }

  routes.get(address, route, async (request, reply) => {
    const letter = await findHeld(db, campaignOf(request).id, request.params.held)
    return letter ? show(request, reply, letter) : reply.callNotFound()
  })

  const decide = (request: FastifyRequest, sendingId: string, decision: Decision) =>
    db.transaction().execute(async (transaction) => {
      const campaign = campaignOf(request).id
      const done = await decideHeld(transaction, { campaignId: campaign, sendingId }, decision, now())
      if (!done || done === 'settled') return done
      const who = { team: teamOf(request).id, account: userOf(request).accountId, campaign }
      await recordAct(transaction, { ...who, act: acts[decision], details: { letter: done.id, office: done.office } })
      return decision
    })

  routes.post(address, route, async (request, reply) => {
    const { held } = request.params
    const form = readForm(decisionForm, request.body)
    if (!form.ok) {
      const letter = await findHeld(db, campaignOf(request).id, held)
      return letter ? show(request, reply.code(422), letter, form.state) : reply.callNotFound()
    }
    const done = await decide(request, held, form.values.decision)
    if (!done) return reply.callNotFound()
    return reply.redirect(`${dispatchPath(campaignOf(request).slug)}?done=${done}`, 303)
  })
}
