import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { MAX_LOGO } from '../../render/picture-bounds.ts'
import { readForm } from '../../web/form.ts'
import { keepPrivate } from '../../web/keep-private.ts'
import { acceptPicture, readPictureForm } from '../../web/picture-upload.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { findCampaign, isPublic } from '../campaigns/index.ts'
import { readInvitationToken } from './co-signing-link.ts'
import { placeOf, showInvited, showSaid, withdrawn } from './co-signing-view.ts'
import { invitedOfficeForm, invitedOrganisationForm, tokenParams } from './forms.ts'
import { acceptInvitation, declineInvitation } from './invite-signatory.ts'
import { ofOrganisation, readLogo } from './logo.ts'
import { findSignatory, type StoredSignatory } from './queries.ts'
import { openContact } from './sealed-contact.ts'
import { officeFacts, organisationFacts, typedFacts } from './typed-facts.ts'
import { canWithdraw } from './withdraw-signature.ts'
import { type LinkRoutes, withdrawals } from './withdrawal-routes.ts'

/** How the invited sign: by a link of their own, before the document is public or after. */
export const invitedSignatories: FastifyPluginAsync<LinkRoutes> = async (app, options) => {
  const { locale, db, vault, site, draftOf, now } = options
  const routes = app.withTypeProvider<ZodTypes>()
  const withToken = { schema: { params: tokenParams } }

  keepPrivate(app)
  await acceptPicture(app, MAX_LOGO)
  await app.register(withdrawals, { ...options, prefix: '' })

  const at = ({ url }: FastifyRequest) => placeOf(site, locale, url)

  const send = async (reply: FastifyReply, html: Promise<string>) =>
    reply.type('text/html; charset=utf-8').send(await html)

  /** The invitation of a token, with its campaign, and whether it can still be answered. */
  const findInvited = async (token: string) => {
    const read = readInvitationToken(vault, token)
    const signatory = read && (await findSignatory(db, read.id))
    if (!signatory) return undefined
    const published = isPublic(signatory.campaign_state)
    const campaign = published
      ? await findCampaign(db, signatory.campaign)
      : await draftOf(signatory.campaign_id, locale)
    if (!campaign) return undefined
    const { state, invitation, invited_until: until } = signatory
    const last = invitation === read.number
    const inTime = state === 'invited' && last && until !== null && until > now()
    return { signatory, campaign, published, last, open: inTime && (!published || campaign.state === 'open') }
  }

  routes.get('/invitations-to-sign/:token', withToken, async (request, reply) => {
    const found = await findInvited(request.params.token)
    if (!found) return reply.callNotFound()
    const { signatory, campaign } = found
    if (found.open) {
      const state = { values: typedFacts(signatory.facts), errors: [] }
      return send(reply, showInvited(at(request), found, state))
    }
    if (signatory.left_at) return send(reply, showSaid(at(request), campaign, withdrawn))
    const answer = answers[signatory.state]
    const [title, words] = [`signatories.invited.${answer}.title`, `signatories.invited.${answer}.words`] as const
    const withdrawal = found.last && canWithdraw(signatory)
    return send(reply, showSaid(at(request), campaign, { title, words, withdrawal }))
  })

  routes.post('/invitations-to-sign/:token', withToken, async (request, reply) => {
    const found = await findInvited(request.params.token)
    if (!found) return reply.callNotFound()
    const back = `/${locale}/invitations-to-sign/${request.params.token}`
    if (!found.open) return reply.redirect(back, 303)
    const { signatory } = found
    const campaign = { id: signatory.campaign_id, dataKey: signatory.data_key }
    const contact = openContact(vault, campaign, signatory.id, signatory.sealed)
    const sent = await readPictureForm(request)
    if (sent.typed.answer === 'decline') {
      await declineInvitation(db, vault, campaign, signatory, { contact, now: now() })
      return reply.redirect(back, 303)
    }
    const form = await readLogo(vault, readFacts(signatory, sent.typed), ofOrganisation(signatory, sent))
    if (!form.ok) return send(reply.code(422), showInvited(at(request), found, form.state))
    const { logo, read } = form
    await acceptInvitation(db, vault, campaign, signatory, { facts: read.facts, contact, logo, now: now() })
    return reply.redirect(back, 303)
  })
}

/** What is said to whoever comes back to an invitation. */
const answers = {
  pending: 'over',
  invited: 'over',
  waiting: 'waiting',
  confirmed: 'confirmed',
  refused: 'refused',
  withdrawn: 'over',
} as const

const readFacts = ({ kind, groups }: StoredSignatory, body: unknown) => {
  if (kind === 'organisation') {
    const form = readForm(invitedOrganisationForm, body)
    return form.ok ? { ok: true as const, facts: organisationFacts(form.values) } : form
  }
  const form = readForm(invitedOfficeForm, body)
  const keys = groups.map(({ key }) => key)
  return form.ok ? { ok: true as const, facts: officeFacts(form.values, keys) } : form
}
