import type { FastifyPluginAsync } from 'fastify'
import type { Db } from '../../db/index.ts'
import { typedValues } from '../../web/form.ts'
import { campaignOf, teamOf, userOf } from '../accounts/index.ts'
import { editUrl } from './editor-view.ts'
import { removePicture } from './pictures.ts'

/** Removes a picture that nothing shows. */
export const picturesDesk: FastifyPluginAsync<{ db: Db }> = async (app, { db }) => {
  app.post(
    '/campaigns/:campaign/edit/cover/removal',
    { config: { desk: { who: ['editor'] } } },
    async (request, reply) => {
      const { name } = typedValues(request.body)
      const campaign = campaignOf(request)
      const by = { campaign, team: teamOf(request).id, account: userOf(request).accountId }
      await removePicture(db, String(name), by)
      return reply.redirect(`${editUrl(campaign.slug, 'cover')}#pictures`, 303)
    },
  )
}
