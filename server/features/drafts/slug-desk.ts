import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../../db/index.ts'
import { translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import { type FormState, readForm, typedValues } from '../../web/form.ts'
import { campaignOf, deskPage, teamOf, userOf } from '../accounts/index.ts'
import { editUrl } from './editor-view.ts'
import { slugForm } from './publishing-forms.ts'
import { slugPage } from './publishing-pages.ts'
import { renameCampaign, wasNeverPublic } from './rename-campaign.ts'
import { slugUrl, slugView } from './slug-view.ts'

interface SlugDesk {
  db: Db
  site: Site
}

const config = { desk: { who: ['editor'] } } as const

/** The address of a campaign, which may be changed until it is public. */
export const slugDesk: FastifyPluginAsync<SlugDesk> = async (app, { db, site }) => {
  const show = async (request: FastifyRequest, reply: FastifyReply, state?: FormState) => {
    const { id, slug } = campaignOf(request)
    const ui = request.desk.locale
    const open = await wasNeverPublic(db, id)
    const title = translator(ui)('publishing.slug.title')
    const heading = state ? `${translator(ui)('site.errorPrefix')} ${title}` : title
    const view = slugView({ ui, slug, open, site: site.publicUrl, state, done: 'done' in Object(request.query) })
    return deskPage(request, reply, site, slugPage, { title: heading, here: editUrl(slug) }, view)
  }

  app.get('/campaigns/:campaign/address', { config }, (request, reply) => show(request, reply))

  app.post('/campaigns/:campaign/address', { config }, async (request, reply) => {
    const form = readForm(slugForm, request.body)
    if (!form.ok) return show(request, reply.code(422), form.state)
    const { id, slug: before } = campaignOf(request)
    const { slug } = form.values
    const renamed = { campaign: { id, slug: before }, team: teamOf(request).id, account: userOf(request).accountId }
    const renaming = await renameCampaign(db, { ...renamed, slug })
    if (renaming === 'renamed') return reply.redirect(`${slugUrl(slug)}?done=1`, 303)
    const message = renaming === 'taken' ? 'publishing.slug.taken' : 'publishing.slug.fixed'
    const errors = [{ field: 'slug', message } as const]
    return show(request, reply.code(422), { values: typedValues(request.body), errors })
  })
}
