import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Db } from '../../db/index.ts'
import { type Translate, translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import { type FormState, readForm } from '../../web/form.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { campaignOf, type DeskLink, deskPage, userOf } from '../accounts/index.ts'
import { findCampaign, isPublic } from '../campaigns/index.ts'
import type { Vault } from '../privacy/index.ts'
import { residentField } from './claim-view.ts'
import { formView, problemsOf } from './form-view.ts'
import { myLettersForm } from './forms.ts'
import { formPage } from './pages.ts'
import { findWriter } from './queries.ts'
import { createWriter, idFromKey, writerToken } from './writers.ts'

interface MyLettersDesk {
  db: Db
  vault: Vault
  site: Site
}

const path = (campaign: string) => `/desk/campaigns/${campaign}/letters`

/** The desk frame's link to the letters that a member writes as a volunteer. */
export const myLettersLinks: DeskLink[] = [{ key: 'sendings.mine.nav', href: path, roles: 'member' }]

const FORM = 'mine'

/** The page of who has no letters yet: where they live, and the way to them; words alone where nothing is published. */
export const myLettersView = (t: Translate, slug: string, published: boolean, refused?: FormState) => ({
  kicker: '',
  kickerUrl: '',
  title: t('sendings.mine.title'),
  lead: published ? t('sendings.mine.lead') : t('sendings.mine.notYet'),
  problems: problemsOf(t, FORM, refused),
  forms: published
    ? [
        formView(t, {
          id: FORM,
          action: path(slug),
          button: 'sendings.mine.button',
          fields: [residentField(t)],
          refused,
        }),
      ]
    : [],
  links: [],
})

/**
 * A member's own letters, by their account instead of a link to keep. The writer's id is made of account and campaign
 * under the secret key: the database does not tell whose letters they are.
 */
export const myLettersDesk: FastifyPluginAsync<MyLettersDesk> = async (app, { db, vault, site }) => {
  const routes = app.withTypeProvider<ZodTypes>()
  const route = { config: { desk: { who: 'member' as const } }, schema: { params: z.object({ campaign: z.string() }) } }

  const writerOf = (request: FastifyRequest) =>
    idFromKey(vault, 'writer', `${userOf(request).accountId} ${campaignOf(request).id}`)

  const open = (request: FastifyRequest, reply: FastifyReply) =>
    reply.redirect(`/${request.desk.locale}/writing/${writerToken(vault, writerOf(request))}`, 303)

  const show = (request: FastifyRequest, reply: FastifyReply, published: boolean, refused?: FormState) => {
    const t = translator(request.desk.locale)
    const { slug } = campaignOf(request)
    const model = myLettersView(t, slug, published, refused)
    const title = refused ? `${t('site.errorPrefix')} ${model.title}` : model.title
    return deskPage(request, reply, site, formPage, { title, here: path(slug) }, model)
  }

  routes.get('/campaigns/:campaign/letters', route, async (request, reply) => {
    if (await findWriter(db, writerOf(request))) return open(request, reply)
    const campaign = await findCampaign(db, campaignOf(request).slug)
    return show(request, reply, campaign !== undefined && isPublic(campaign.state))
  })

  routes.post('/campaigns/:campaign/letters', route, async (request, reply) => {
    const campaign = await findCampaign(db, campaignOf(request).slug)
    if (!campaign || !isPublic(campaign.state)) return show(request, reply.code(409), false)
    const form = readForm(myLettersForm, request.body)
    if (!form.ok) return show(request, reply.code(422), true, form.state)
    const { resident } = form.values
    await createWriter(db, vault, {
      id: writerOf(request),
      campaign,
      locale: request.desk.locale,
      resident,
      person: null,
    })
    return open(request, reply)
  })
}
