import type { SendingState } from '../../server/db/sending-tables.ts'
import type { Campaign } from '../../server/features/campaigns/index.ts'
import { CONFIRMABLE_DAYS } from '../../server/features/dispatch/confirm-letter.ts'
import { deskView } from '../../server/features/dispatch/dispatch-desk-view.ts'
import { heldView } from '../../server/features/dispatch/held-view.ts'
import { letterStateView } from '../../server/features/dispatch/letter-state-view.ts'
import type { DispatchState } from '../../server/features/dispatch/oversee.ts'
import { checkMailPage, dispatchDeskPage, heldPage, letterStatePage } from '../../server/features/dispatch/pages.ts'
import type { StoredLetter } from '../../server/features/dispatch/queries.ts'
import { readWorkingHours } from '../../server/features/dispatch/working-hours.ts'
import { readBatchForm } from '../../server/features/letters/batch-forms.ts'
import { batchChoices, batchPage, batchView } from '../../server/features/letters/batch-view.ts'
import { letterKit } from '../../server/features/letters/letter-kit.ts'
import { sealSending } from '../../server/features/sendings/index.ts'
import { type Locale, translator } from '../../server/i18n/index.ts'
import type { Site } from '../../server/render/page.ts'
import type { FormState } from '../../server/web/form.ts'
import { now } from './campaign-samples.ts'
import { readDemo } from './demo-campaign.ts'
import { deskFrame } from './moderation-samples.ts'
import { keyOf, letterTo, readWrittenCampaign, vault, writerOf } from './writers.ts'

const TOKEN = 'p7Zr0vVfQm2mT1yJ4Jt3aw'

const texts = {
  en: {
    subject: 'The killing of stray animals',
    text: 'Dear Mr President,\n\nI ask that a law protect stray animals.\n\nMaxine Keller\nLeeds, United Kingdom',
  },
  ru: {
    subject: 'Об умерщвлении бездомных животных',
    text: 'Уважаемый господин Президент!\n\nПрошу принять закон о защите бездомных животных.\n\nА. М. Сәрсенова\nАлматы',
  },
}

const storedLetter = (campaign: Campaign, locale: Locale, wishes: Partial<StoredLetter>): StoredLetter => {
  const person = { name: 'Сәрсенова Айгүл Маратовна', email: 'aigul@example.org' }
  const { writer } = writerOf(campaign, locale, person)
  const { id, office_id, channel, addressee, office, answer_rule, time_zone } = letterTo(campaign, 0)
  return {
    ...{ id, office_id, channel, addressee, office, answer_rule, time_zone },
    state: 'drafted',
    locale,
    sealed: sealSending(vault, keyOf(campaign), id, { number: '', letter: texts[locale] }),
    created_at: now,
    sent_on: null,
    dispatch: 'on',
    dispatch_paused_at: null,
    dispatch_tester: null,
    resident: true,
    campaign_id: campaign.id,
    data_key: campaign.dataKey,
    slug: campaign.slug,
    writer_id: writer.id,
    writer_sealed: writer.sealed,
    writer_locale: locale,
    ...wishes,
  }
}

const statePages = (site: Site, locale: Locale, campaign: Campaign) => {
  const show = (wishes: Partial<StoredLetter>, tracked = true) => {
    const letter = storedLetter(campaign, locale, wishes)
    const address = tracked ? 'reception@president.example' : undefined
    const model = letterStateView(vault, locale, { letter, token: TOKEN, address, tracked, now })
    return () => site.render(letterStatePage, { locale, path: `/dispatch/${TOKEN}`, title: model.title }, model)
  }
  const settled = ['held', 'bounced', 'cancelled'] as const satisfies SendingState[]
  return {
    'dispatch-ready': show({}),
    'dispatch-ready-test': show({ dispatch: 'test' }, false),
    'dispatch-expired': show({ created_at: new Date('2026-01-12T09:00:00Z') }),
    'dispatch-queued': show({ state: 'queued' }),
    'dispatch-paused': show({ state: 'queued', dispatch_paused_at: now }),
    'dispatch-sent': show({ state: 'sent', sent_on: '2026-03-11' }),
    ...Object.fromEntries(settled.map((state) => [`dispatch-${state}`, show({ state })])),
  }
}

const batchPages = async (site: Site, locale: Locale, campaign: Campaign) => {
  const { letters: templates, fragments, letterRules: rules } = await readDemo()
  const [first, ...more] = campaign.addressees.flatMap(
    ({ key }) => letterKit(campaign, { templates, fragments, rules }, key) ?? [],
  )
  if (!first) throw new Error('The demo has somebody to write to')
  const kits: [typeof first, ...typeof more] = [first, ...more]
  const show = (refused: FormState | null) => () => {
    const context = {
      locale,
      path: `/campaigns/${campaign.slug}/letters/batch`,
      title: translator(locale)('outputs.batch.title'),
    }
    return site.render(batchPage, context, batchView(locale, kits, refused))
  }
  const refusedBy = (body: Record<string, string | string[]>) => {
    const form = readBatchForm(batchChoices(kits), body)
    if (form.ok) throw new Error('This body is to be refused')
    return show(form.state)
  }
  return {
    batch: show(null),
    'batch-refused': refusedBy({
      language: 'la',
      copies: 'many',
      name: 'https://spam.example',
      country: 'Atlantis',
      city: '1',
      email: 'aigul@',
      phone: '?',
    }),
    'batch-too-many': refusedBy({ addressees: [first.addressee.key], language: locale, copies: '61' }),
  }
}

/** Letters that the platform sends, from «look in your mail» on, and letters printed many at once, by name. */
export const dispatchSamples = async (site: Site, locale: Locale): Promise<Record<string, () => Promise<string>>> => {
  const campaign = await readWrittenCampaign()
  const checkMail = (mailboxUrl: string) => () => {
    const path = `/campaigns/${campaign.slug}`
    const context = { locale, path: `${path}/letter-promised`, title: translator(locale)('dispatch.checkMail.title') }
    return site.render(checkMailPage, context, { mailboxUrl, days: CONFIRMABLE_DAYS, campaignUrl: `/${locale}${path}` })
  }
  const title = translator(locale)('dispatch.desk.title')
  const state = { dispatch: 'on', dispatch_tester: null, dispatch_paused_at: null, quota_hour: 30 } as const
  const counts = { queued: 1240, held: 63, bounced: 0, sent: 312 }
  const plan = campaign.addressees.slice(0, 3).map(({ office }, index) => ({
    office: office.slug,
    name: office.name,
    waiting: 620 - index * 200,
    next: new Date('2026-03-26T04:02:00Z'),
    hours: readWorkingHours('Asia/Almaty', '09:00-18:30'),
    calendar: index === 2 ? null : 'kz',
    unknownYear: index === 1 ? 2027 : null,
  }))
  const about = { locale, timeZone: 'Asia/Almaty' }
  const held = ['outcome-unknown', 'not-taken', 'no-channel'].flatMap((reason, index) => {
    const { office } = campaign.addressees[index] ?? {}
    const id = `0199c6a0-0000-7000-8000-00000000000${index}`
    const mailbox = reason === 'no-channel' ? null : 'reception@president.example'
    const known = { reason, mailbox, attempts: index === 1 ? 12 : 1, since: now, dispatch_tester: null, locale }
    return office ? [{ id, slug: 'x', office: office.slug, name: office.name, ...known }] : []
  })
  const frame = { locale, path: '/', title, desk: deskFrame(locale) }
  const desk = (wishes: Partial<DispatchState>, done?: 'again') => () => {
    const model = deskView({
      ...about,
      slug: 'x',
      state: { ...state, ...counts, ...wishes },
      plan,
      held,
      certain: 2,
      done,
    })
    return site.render(dispatchDeskPage, frame, model)
  }
  const heldOne = (index: number, refused?: FormState) => () => {
    const letter = held[index]
    if (!letter) throw new Error('The demo has somebody to write to')
    const model = heldView({ ...about, at: '/', letter, mailFrom: 'post@otklik.example', refused })
    return site.render(heldPage, { ...frame, title: translator(locale)('dispatch.held.title') }, model)
  }
  const nothingChosen: FormState = { values: {}, errors: [{ field: 'decision', message: 'dispatch.held.choose' }] }
  return {
    'dispatch-desk': desk({}),
    'dispatch-desk-paused': desk({ dispatch_paused_at: now, held: 3 }, 'again'),
    'held-letter': heldOne(0),
    'held-letter-refused': heldOne(1, nothingChosen),
    'letter-promised': checkMail(''),
    'letter-promised-kept': checkMail('/dev/mail'),
    ...statePages(site, locale, campaign),
    ...(await batchPages(site, locale, campaign)),
  }
}
