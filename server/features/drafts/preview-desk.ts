import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { Db } from '../../db/index.ts'
import type { Site } from '../../render/page.ts'
import { securityHeaders } from '../../web/security-headers.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { campaignOf, type Role } from '../accounts/index.ts'
import { showCampaign } from '../signatures/index.ts'
import { findSubmission, type Submission } from '../submissions/index.ts'
import { draftCampaign } from './draft-campaign.ts'
import { type Draft, findDraft } from './queries.ts'
import { textAt } from './section-forms/fields.ts'

interface PreviewDesk {
  db: Db
  site: Site
  now: () => Date
}

const viewers: Role[] = ['editor', 'translator', 'moderator', 'coordinator']

/**
 * The only page that our own pages may frame. In its sandbox no script runs, no form is sent and no window opens; every
 * link would open one, so that nothing in it leads anywhere.
 */
const framed = {
  'content-security-policy': `${securityHeaders['content-security-policy'].replace("frame-ancestors 'none'", "frame-ancestors 'self'")}; sandbox allow-same-origin`,
  'x-frame-options': 'SAMEORIGIN',
} as const

const query = z.object({ locale: z.enum(['en', 'ru']).optional().catch(undefined) })

/** The campaign's page as its readers would see it, from what is saved, published or not. */
export const previewDesk: FastifyPluginAsync<PreviewDesk> = async (app, { db, site, now }) => {
  app.addHook('onSend', async (_request, reply) => {
    if (reply.statusCode === 200) reply.headers(framed)
  })

  app
    .withTypeProvider<ZodTypes>()
    .get(
      '/campaigns/:campaign/preview',
      { config: { desk: { who: viewers } }, schema: { querystring: query } },
      async (request, reply) => {
        const locale = request.query.locale ?? request.desk.locale
        const draft = await findDraft(db, campaignOf(request).id)
        if (!draft) return reply.callNotFound()
        const campaign = await draftCampaign(db, draft, locale)
        const counts = { pending: 0, held: 0, confirmed: 0, withdrawn: 0, refused: 0 }
        const open = { ...campaign, state: 'open' as const, opensAt: null, closesAt: null }
        const submission = await draftSubmission(db, draft, campaign.id)
        const live = { campaign: open, counts, newest: [], comments: [], updates: [], submission, stamp: 0 }
        const html = await showCampaign(site, locale, live, now())
        const inert = html.replace('<head>', '<head>\n<base target="_blank">')
        return reply.type('text/html; charset=utf-8').send(inert)
      },
    )
}

/** The document as it is saved, with the cases and states that are kept from day to day; undefined where there is none. */
const draftSubmission = async (db: Db, { sections }: Draft, campaignId: string): Promise<Submission | undefined> => {
  const written = sections.flatMap(({ section, locale, content }): [string, string][] => {
    const source = textAt(content, 'source')
    return section === 'document' && locale !== '' && source ? [[locale, source]] : []
  })
  if (written.length === 0) return undefined
  const { cases = [], states = [] } = (await findSubmission(db, campaignId)) ?? {}
  return { documents: Object.fromEntries(written), cases, states }
}
