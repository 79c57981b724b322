import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../../db/index.ts'
import type { Locale } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { type Campaign, findCampaign, isPublic } from '../campaigns/index.ts'
import type { Vault } from '../privacy/index.ts'
import { readInvitationToken, readMailToken } from './co-signing-link.ts'
import { placeOf, showSaid } from './co-signing-view.ts'
import { tokenParams } from './forms.ts'
import { findSignatory } from './queries.ts'
import { canWithdraw, withdrawSignature } from './withdraw-signature.ts'

/** What pages behind a co-signer's own link are given. */
export interface LinkRoutes {
  locale: Locale
  db: Db
  vault: Vault
  site: Site
  /** A campaign that is not public yet, as its team has written it so far; undefined where nothing is written. */
  draftOf: (campaignId: string, locale: Locale) => Promise<Campaign | undefined>
  now: () => Date
}

/** How those who co-signed take their signature back: by the link by which they signed, and a button. */
export const withdrawals: FastifyPluginAsync<LinkRoutes> = async (app, options) => {
  const { locale, db, vault, site, draftOf, now } = options
  const routes = app.withTypeProvider<ZodTypes>()
  const withToken = { schema: { params: tokenParams } }

  /** By the link of the mail that confirmed a mailbox. */
  const findAsked = async (token: string) => {
    const id = readMailToken(vault, token)
    return id === undefined ? undefined : findSignatory(db, id)
  }

  /** By the last of their invitations. */
  const findInvited = async (token: string) => {
    const read = readInvitationToken(vault, token)
    const signatory = read && (await findSignatory(db, read.id))
    return signatory?.invitation === read?.number ? signatory : undefined
  }

  for (const { path, find } of [
    { path: 'co-signing', find: findAsked },
    { path: 'invitations-to-sign', find: findInvited },
  ]) {
    const findOf = async (token: string) => {
      const signatory = await find(token)
      if (!signatory || !canWithdraw(signatory)) return undefined
      const campaign = isPublic(signatory.campaign_state)
        ? await findCampaign(db, signatory.campaign)
        : await draftOf(signatory.campaign_id, locale)
      return campaign && { signatory, campaign }
    }
    const back = (reply: FastifyReply, token: string) => reply.redirect(`/${locale}/${path}/${token}`, 303)
    const at = ({ url }: FastifyRequest) => placeOf(site, locale, url)

    routes.get(`/${path}/:token/withdrawal`, withToken, async (request, reply) => {
      const { token } = request.params
      const found = await findOf(token)
      if (!found) return back(reply, token)
      const html = await showSaid(at(request), found.campaign, {
        title: 'signatories.withdrawal.title',
        words: 'signatories.withdrawal.words',
        button: 'signatories.withdrawal.button',
      })
      return reply.type('text/html; charset=utf-8').send(html)
    })

    routes.post(`/${path}/:token/withdrawal`, withToken, async (request, reply) => {
      const { token } = request.params
      const found = await findOf(token)
      if (found) await withdrawSignature(db, found.signatory, now())
      return back(reply, token)
    })
  }
}
