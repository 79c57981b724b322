import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { letterPdf } from '../../render/pdf.ts'
import { type FormState, readForm } from '../../web/form.ts'
import { keepPrivate } from '../../web/keep-private.ts'
import type { ZodTypes } from '../../web/zod.ts'
import { type Addressee, type Campaign, findCampaign } from '../campaigns/index.ts'
import { type Letter, type Sender, sheetText } from '../letters/index.ts'
import { addresseeOf, composeFollowUp, type FollowUp, followUps } from './compose-follow-up.ts'
import { showFollowUp, typedValues } from './follow-up-view.ts'
import { type FollowUpForm, followUpForm, letterParams } from './forms.ts'
import { campaignKey, mayFollowUp, type Writing, writingPath } from './letter-line.ts'
import { findLetter, type StoredLetter } from './queries.ts'
import { openSending } from './sealed-writer.ts'
import { findWriting, type WritingRoutes } from './writing-routes.ts'

const BLANK = '______________'

const files = [
  { extension: 'pdf', type: 'application/pdf', make: (letter: Letter) => letterPdf(letter) },
  { extension: 'txt', type: 'text/plain; charset=utf-8', make: async (letter: Letter) => sheetText(letter) },
]

interface Overdue extends Writing {
  kind: FollowUp
  letter: StoredLetter
  campaign: Campaign
  addressee: Addressee
  number: string
}

/** Letters that follow on one without an answer. What is typed goes into the letter, back to the writer, and stays nowhere. */
export const followUpLetters: FastifyPluginAsync<WritingRoutes> = async (app, options) => {
  const { locale, db, vault, site, now } = options
  const routes = app.withTypeProvider<ZodTypes>()

  keepPrivate(app)

  const find = async (kind: FollowUp, token: string, id: string): Promise<Overdue | undefined> => {
    const found = await findWriting(options, token)
    const letter = found && (await findLetter(db, found.writer.id, id))
    if (!found || !letter || !mayFollowUp(letter, found.today)) return undefined
    const [campaign, addressee] = await Promise.all([
      findCampaign(db, found.writer.slug),
      addresseeOf(db, kind, letter),
    ])
    const { number } = openSending(vault, campaignKey(found.writer), letter.id, letter.sealed)
    return campaign && addressee ? { ...found, kind, letter, campaign, addressee, number } : undefined
  }

  const compose = (overdue: Overdue, form: FollowUpForm) =>
    composeFollowUp({
      ...overdue,
      locale: form.language,
      sender: senderFrom(form, overdue.writer.resident),
      date: now(),
    })

  const show = async (
    reply: FastifyReply,
    overdue: Overdue,
    answered: { form: FollowUpForm } | { typed?: FormState },
  ) => {
    const accepted = 'form' in answered ? answered.form : undefined
    const typed = 'form' in answered ? typedValues(answered.form) : answered.typed
    const html = showFollowUp(site, locale, {
      ...overdue,
      letterId: overdue.letter.id,
      ready: accepted !== undefined,
      sheet: compose(overdue, accepted ?? blankForm(locale, overdue.campaign.country)),
      country: overdue.campaign.country,
      ...(typed ? { typed } : {}),
    })
    return reply.type('text/html; charset=utf-8').send(await html)
  }

  for (const kind of followUps) {
    const page = `/writing/:token/letters/:letter/${kind}`

    routes.get(page, { schema: { params: letterParams } }, async (request, reply) => {
      const overdue = await find(kind, request.params.token, request.params.letter)
      return overdue ? show(reply, overdue, {}) : reply.callNotFound()
    })

    routes.post(page, { schema: { params: letterParams } }, async (request, reply) => {
      const overdue = await find(kind, request.params.token, request.params.letter)
      if (!overdue) return reply.callNotFound()
      const form = readForm(followUpForm, request.body)
      return form.ok
        ? show(reply, overdue, { form: form.values })
        : show(reply.code(422), overdue, { typed: form.state })
    })

    for (const { extension, type, make } of files) {
      routes.get(`${page}.${extension}`, { schema: { params: letterParams } }, async (request, reply) => {
        const { token, letter } = request.params
        return reply.redirect(`/${locale}${writingPath(token)}/letters/${letter}/${kind}`, 303)
      })

      routes.post(`${page}.${extension}`, { schema: { params: letterParams } }, async (request, reply) => {
        const overdue = await find(kind, request.params.token, request.params.letter)
        if (!overdue) return reply.callNotFound()
        const form = readForm(followUpForm, request.body)
        if (!form.ok) return show(reply.code(422), overdue, { typed: form.state })
        const letter = compose(overdue, form.values)
        reply.type(type)
        reply.header('content-disposition', `attachment; filename="${kind}-${letter.locale}.${extension}"`)
        return reply.send(await make(letter))
      })
    }
  }
}

const senderFrom = (form: FollowUpForm, resident: boolean): Sender => ({
  name: form.name,
  nameGenitive: '',
  gender: form.gender,
  city: form.city,
  address: form.address,
  country: form.country,
  resident,
  phone: form.phone,
  email: form.email,
  ownWords: form.own_words,
  topics: [],
  demands: [],
  enclose: false,
})

/** The form before anybody has filled it in: blanks to be seen on the sheet. */
const blankForm = (language: FollowUpForm['language'], country: string): FollowUpForm => ({
  language,
  name: BLANK,
  gender: 'neutral',
  country,
  city: BLANK,
  address: '',
  phone: '',
  email: '',
  own_words: '',
})
