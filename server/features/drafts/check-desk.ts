import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../../db/index.ts'
import { translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import { readForm, typedValues } from '../../web/form.ts'
import { campaignOf, type DeskLink, deskPage, type Role, teamOf, userOf } from '../accounts/index.ts'
import type { Vault } from '../privacy/index.ts'
import { checkView, type ReturnedForm } from './check-view.ts'
import { KnownChecks } from './known-checks.ts'
import { findPublished } from './languages.ts'
import { moveCampaign } from './moves.ts'
import { isUnpublished, publishCampaign } from './publish-campaign.ts'
import { languageChoices, lifeForm, publishForm } from './publishing-forms.ts'
import { checkPage } from './publishing-pages.ts'
import { findDraft } from './queries.ts'

interface CheckDesk {
  db: Db
  vault: Vault
  site: Site
  now: () => Date
}

const checkUrl = (slug: string) => `/desk/campaigns/${slug}/check`

const viewers: Role[] = ['editor', 'translator']

/** The desk frame's link to the checks. */
export const checkLinks: DeskLink[] = [{ key: 'publishing.check.link', href: checkUrl, roles: viewers }]

/** What there is to mend, publishing, and the campaign's way from a draft to the archive. */
export const checkDesk: FastifyPluginAsync<CheckDesk> = async (app, { db, vault, site, now }) => {
  const known = new KnownChecks()

  const show = async (request: FastifyRequest, reply: FastifyReply, returned?: ReturnedForm) => {
    const { id, slug } = campaignOf(request)
    const ui = request.desk.locale
    const draft = await findDraft(db, id)
    if (!draft) return reply.callNotFound()
    const published = await findPublished(db, draft)
    const chosen = returned?.form === 'publish' ? languageChoices.parse(returned.state.values) : undefined
    const checked = await known.find(db, { draft, published, chosen, ui, now: now() })
    const { folder } = checked
    const fresh = folder !== undefined && isUnpublished(published, folder)
    const { done } = request.query as { done?: unknown }
    const roles = teamOf(request).roles
    const model = checkView({
      ui,
      timeZone: userOf(request).timeZone,
      draft,
      published,
      checked,
      fresh,
      roles,
      returned,
      done: String(done ?? ''),
      now: now(),
    })
    const title = translator(ui)('publishing.check.title')
    const heading = returned ? `${translator(ui)('site.errorPrefix')} ${title}` : title
    return deskPage(request, reply, site, checkPage, { title: heading, here: checkUrl(slug) }, model)
  }

  app.get('/campaigns/:campaign/check', { config: { desk: { who: viewers } } }, (request, reply) =>
    show(request, reply),
  )

  app.post('/campaigns/:campaign/publish', { config: { desk: { who: ['editor'] } } }, async (request, reply) => {
    const form = readForm(publishForm(userOf(request).timeZone), request.body)
    if (!form.ok) return show(request, reply.code(422), { form: 'publish', state: form.state })
    const { id, slug } = campaignOf(request)
    const { note, opens, closes, languages } = form.values
    const published = await publishCampaign(db, {
      campaignId: id,
      account: userOf(request).accountId,
      note,
      opens,
      closes,
      chosen: languages,
      now: now(),
      newDataKey: () => vault.newDataKey(),
    })
    if (published.ok) return reply.redirect(`${checkUrl(slug)}?done=published`, 303)
    const errors = [{ field: 'problems', message: 'publishing.errors.problems' as const }]
    return show(request, reply.code(422), { form: 'publish', state: { values: typedValues(request.body), errors } })
  })

  app.post('/campaigns/:campaign/life', { config: { desk: { who: viewers } } }, async (request, reply) => {
    const form = readForm(lifeForm(userOf(request).timeZone), request.body)
    if (!form.ok) return show(request, reply.code(422), { form: 'life', state: form.state })
    const { id, slug } = campaignOf(request)
    const { to, note, outcome, closes } = form.values
    const team = teamOf(request)
    const moved = await moveCampaign(db, {
      campaign: { id, teamId: team.id },
      to,
      account: userOf(request).accountId,
      roles: team.roles,
      now: now(),
      note,
      outcome,
      closesAt: closes ? new Date(closes) : null,
    })
    if (moved) return reply.redirect(`${checkUrl(slug)}?done=moved`, 303)
    const errors = [{ field: 'moves', message: 'publishing.errors.moved' as const }]
    return show(request, reply.code(409), { form: 'life', state: { values: typedValues(request.body), errors } })
  })
}
