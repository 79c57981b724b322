import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { ModeratedKind } from '../../db/moderation-tables.ts'
import { translator } from '../../i18n/index.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { campaignOf, deskPage, listPeople, teamOf, userOf, whoWords } from '../accounts/index.ts'
import { decidedQuery, moderatedKinds } from './decided-forms.ts'
import { decidedPage } from './decided-pages.ts'
import { decidedView, NAMED } from './decided-view.ts'
import { type ModerationDesk, sealedCampaignOf } from './decider-desk.ts'
import { type DecidedBatch, type DecisionScope, listDecided, listSubjects } from './decisions.ts'
import { campaignParams, teamParams } from './forms.ts'

const PAGE = 30

interface Where {
  scope: DecisionScope
  /** The address of the moderation to which the list belongs. */
  base: string
  kinds: readonly ModeratedKind[]
  mayUndo: (batch: DecidedBatch) => boolean
}

/** What moderators have decided: who, what, when and why, and the way back. */
export const decidedDesk: FastifyPluginAsync<ModerationDesk> = async (app, { db, vault, site }) => {
  const routes = app.withTypeProvider<ZodTypes>()
  const config = { desk: { who: ['moderator' as const] } }

  const show = async (request: FastifyRequest, reply: FastifyReply, { scope, base, kinds, mayUndo }: Where) => {
    const { locale } = request.desk
    const t = translator(locale)
    const { kind, before } = decidedQuery.parse(request.query)
    const found = await listDecided(db, scope, { kind, before, limit: PAGE + 1 })
    const batches = found.slice(0, PAGE)
    const [campaign, subjects, people] = await Promise.all([
      'campaign' in scope ? sealedCampaignOf(db, request) : null,
      listSubjects(
        db,
        batches.map(({ batch }) => batch),
        NAMED,
      ),
      listPeople(db, vault, [...new Set(batches.flatMap(({ by }) => by ?? []))]),
    ])
    const view = decidedView({
      locale,
      timeZone: userOf(request).timeZone,
      vault,
      campaign,
      url: `${base}/decisions`,
      undo: `${base}/undo`,
      backUrl: base,
      kinds,
      kind,
      before,
      batches,
      more: found.length > PAGE,
      subjects,
      nameOf: (account) => whoWords(t, people, account),
      mayUndo,
    })
    return deskPage(request, reply, site, decidedPage, { title: t('moderation.decided.title'), here: base }, view)
  }

  routes.get(
    '/campaigns/:campaign/moderation/decisions',
    { config, schema: { params: campaignParams } },
    (request, reply) => {
      const { id, slug } = campaignOf(request)
      const base = `/desk/campaigns/${slug}/moderation`
      return show(request, reply, { scope: { campaign: id }, base, kinds: moderatedKinds, mayUndo: () => true })
    },
  )

  routes.get('/teams/:team/moderation/decisions', { config, schema: { params: teamParams } }, (request, reply) => {
    const { id, slug } = teamOf(request)
    const { accountId } = userOf(request)
    const base = `/desk/teams/${slug}/moderation`
    const mayUndo = ({ by }: DecidedBatch) => by === accountId
    return show(request, reply, { scope: { team: id }, base, kinds: ['correction'], mayUndo })
  })
}
