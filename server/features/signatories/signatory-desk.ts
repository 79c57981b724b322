import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { locales, translator } from '../../i18n/index.ts'
import { type FormState, readForm } from '../../web/form.ts'
import { readPictureForm } from '../../web/picture-upload.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { campaignOf, deskPage } from '../accounts/index.ts'
import { promiseConfirmation } from './ask-to-sign.ts'
import { changeSignatory, decideSignatory, inCampaign } from './change-signatories.ts'
import { contactOf, signatoryView, type TypedDecision, titled } from './desk-view.ts'
import { fieldOf, reasonForm, signatoryParams } from './forms.ts'
import { inviteSignatory } from './invite-signatory.ts'
import { findLogo, ofOrganisation, readLogo, removeLogo } from './logo.ts'
import { signatoryPage } from './pages.ts'
import { findSignatory, type StoredSignatory } from './queries.ts'
import { actorOf, editors, listUrl, type SignatoryDesk } from './request-desk.ts'
import { readSignatory, typedFacts } from './typed-facts.ts'

/** One signatory at the desk: what is shown of it, its check, its invitations. */
export const signatoryDesk: FastifyPluginAsync<SignatoryDesk> = async (app, options) => {
  const { db, vault, site, now, mailPromised } = options
  const routes = app.withTypeProvider<ZodTypes>()
  const ofSignatory = { config: editors, schema: { params: signatoryParams } }

  /** A signatory of the address's campaign; undefined for any other. */
  const findOf = async (request: FastifyRequest, id: string): Promise<StoredSignatory | undefined> => {
    const signatory = await findSignatory(db, id)
    return signatory?.campaign_id === campaignOf(request).id ? signatory : undefined
  }

  const show = (
    request: FastifyRequest,
    reply: FastifyReply,
    signatory: StoredSignatory,
    { state, decision }: { state?: FormState; decision?: TypedDecision } = {},
  ) => {
    const { locale } = request.desk
    const { person, email } = contactOf(vault, signatory)
    const stored = { values: { ...typedFacts(signatory.facts), person, email }, errors: [] }
    const wish = { vault, publicUrl: site.publicUrl, locale, state: state ?? stored, decision: decision ?? null }
    const view = signatoryView(signatory, wish)
    const title = titled(translator(locale), view.title, state ?? stored)
    return deskPage(request, reply, site, signatoryPage, { title }, view)
  }

  routes.get('/campaigns/:campaign/signatories/:signatory', ofSignatory, async (request, reply) => {
    const signatory = await findOf(request, request.params.signatory)
    return signatory ? show(request, reply, signatory) : reply.callNotFound()
  })

  routes.post('/campaigns/:campaign/signatories/:signatory', ofSignatory, async (request, reply) => {
    const signatory = await findOf(request, request.params.signatory)
    if (!signatory) return reply.callNotFound()
    const sent = await readPictureForm(request)
    const readFacts = readSignatory(signatory.kind, signatory.groups, sent.typed)
    const form = await readLogo(vault, readFacts, ofOrganisation(signatory, sent))
    if (!form.ok) return show(request, reply.code(422), signatory, { state: form.state })
    const { logo, read } = form
    const { facts, person, email } = read
    const contact = { ...contactOf(vault, signatory), person, email }
    await changeSignatory(db, vault, keyOf(signatory), signatory, { facts, contact, logo, by: actorOf(request) })
    return reply.redirect(`${listUrl(request)}/${signatory.id}`, 303)
  })

  routes.get('/campaigns/:campaign/signatories/:signatory/logo', ofSignatory, async (request, reply) => {
    const signatory = await findOf(request, request.params.signatory)
    const logo = signatory && (await findLogo(db, signatory.id))
    if (!logo) return reply.callNotFound()
    return reply.type('image/webp').header('content-security-policy', "default-src 'none'; sandbox").send(logo)
  })

  routes.post('/campaigns/:campaign/signatories/:signatory/logo', ofSignatory, async (request, reply) => {
    const signatory = await findOf(request, request.params.signatory)
    if (!signatory) return reply.callNotFound()
    await removeLogo(db, signatory, actorOf(request))
    return reply.redirect(`${listUrl(request)}/${signatory.id}`, 303)
  })

  routes.post('/campaigns/:campaign/signatories/:signatory/state', ofSignatory, async (request, reply) => {
    const signatory = await findOf(request, request.params.signatory)
    if (!signatory) return reply.callNotFound()
    const form = readForm(reasonForm, request.body)
    if (!form.ok) {
      const [error] = form.state.errors
      const typed = { to: String(form.state.values.to ?? ''), reason: String(form.state.values.reason ?? '') }
      const decision = {
        ...typed,
        error: translator(request.desk.locale)(error?.message ?? 'signatories.errors.choose'),
      }
      return show(request, reply.code(422), signatory, { decision })
    }
    const { to, reason } = form.values
    const about = { id: signatory.id, kind: signatory.kind, contact: contactOf(vault, signatory) }
    await decideSignatory(db, vault, keyOf(signatory), about, { to, reason, by: actorOf(request) })
    return reply.redirect(`${listUrl(request)}#s-${signatory.id}`, 303)
  })

  routes.post('/campaigns/:campaign/signatories/:signatory/invitation', ofSignatory, async (request, reply) => {
    const signatory = await findOf(request, request.params.signatory)
    if (!signatory) return reply.callNotFound()
    const { email } = contactOf(vault, signatory)
    const mail = fieldOf(request.body, 'how') === 'mail' && email !== ''
    const chosen = locales.find((locale) => locale === fieldOf(request.body, 'locale'))
    const wish = { mail, locale: chosen ?? request.desk.locale, by: actorOf(request), now: now() }
    await inviteSignatory(db, keyOf(signatory), signatory.id, wish)
    mailPromised()
    return reply.redirect(`${listUrl(request)}/${signatory.id}#invitation`, 303)
  })

  routes.post('/campaigns/:campaign/signatories/:signatory/confirmation', ofSignatory, async (request, reply) => {
    const signatory = await findOf(request, request.params.signatory)
    if (signatory?.state !== 'pending') return reply.callNotFound()
    await inCampaign(db, signatory.campaign_id, (trx) =>
      promiseConfirmation(trx, signatory.campaign_id, signatory.id, signatory.locale),
    )
    mailPromised()
    return reply.redirect(listUrl(request), 303)
  })
}

const keyOf = ({ campaign_id: id, data_key: dataKey }: StoredSignatory) => ({ id, dataKey })
