import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { translator } from '../../i18n/index.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { campaignOf, deskPage } from '../accounts/index.ts'
import { releaseForm } from './decided-forms.ts'
import { releasePage } from './decided-pages.ts'
import { deciderOf, type ModerationDesk, sealedCampaignOf } from './decider-desk.ts'
import { campaignParams } from './forms.ts'
import { countHeld, releaseHeld } from './release-held.ts'
import { releaseView } from './release-view.ts'

/** All held signatures of a campaign, counted at once: first how many they are, then the deed. */
export const releaseDesk: FastifyPluginAsync<ModerationDesk> = async (app, { db, vault, site, live, now }) => {
  const routes = app.withTypeProvider<ZodTypes>()
  const route = { config: { desk: { who: ['moderator' as const] } }, schema: { params: campaignParams } }
  const baseOf = (request: FastifyRequest) => `/desk/campaigns/${campaignOf(request).slug}/moderation`

  const ask = async (request: FastifyRequest, reply: FastifyReply) => {
    const { locale } = request.desk
    const base = baseOf(request)
    const until = now()
    const counts = await countHeld(db, campaignOf(request).id, until)
    const heading = { title: translator(locale)('moderation.release.title'), here: base }
    return deskPage(request, reply, site, releasePage, heading, releaseView(locale, base, counts, until))
  }

  routes.get('/campaigns/:campaign/moderation/held/release', route, ask)

  routes.post('/campaigns/:campaign/moderation/held/release', route, async (request, reply) => {
    const form = releaseForm.safeParse(request.body)
    if (!form.success || form.data.until > now()) return ask(request, reply.code(422))
    const campaign = await sealedCampaignOf(db, request)
    const batch = await releaseHeld(db, vault, campaign, form.data.until, deciderOf(request, now))
    live.peopleChanged(campaign.id)
    return reply.redirect(`${baseOf(request)}/held?done=${batch}`, 303)
  })
}
