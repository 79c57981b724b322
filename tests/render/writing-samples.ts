import type { Campaign } from '../../server/features/campaigns/index.ts'
import type { Sender } from '../../server/features/letters/index.ts'
import { composeFollowUp, type FollowUp } from '../../server/features/sendings/compose-follow-up.ts'
import { showFollowUp, typedValues } from '../../server/features/sendings/follow-up-view.ts'
import {
  answerForm,
  type FollowUpForm,
  followUpForm,
  registeredForm,
  remindersForm,
  sentForm,
} from '../../server/features/sendings/forms.ts'
import type { RefusedForm } from '../../server/features/sendings/letter-forms.ts'
import { showLetter } from '../../server/features/sendings/letter-view.ts'
import { myLettersView } from '../../server/features/sendings/my-letters-desk.ts'
import { formPage } from '../../server/features/sendings/pages.ts'
import type { StoredLetter } from '../../server/features/sendings/queries.ts'
import { showWriting } from '../../server/features/sendings/writing-view.ts'
import { type Locale, translator } from '../../server/i18n/index.ts'
import type { Site } from '../../server/render/page.ts'
import type { FormState } from '../../server/web/form.ts'
import { now } from './campaign-samples.ts'
import { deskFrame } from './moderation-samples.ts'
import {
  addresseeAt,
  answerOf,
  boardOffices,
  idOf,
  knownOffices,
  letterTo,
  readWrittenCampaign,
  refusedBy,
  vault,
  writerOf,
} from './writers.ts'

const latest = '2026-03-13'
const days = { earliest: '2026-01-01', latest }

const stagesOf = (campaign: Campaign) => ({
  drafted: letterTo(campaign, 0),
  sent: letterTo(campaign, 1, { state: 'sent', sent_on: '2026-03-03' }),
  registered: letterTo(campaign, 2, {
    state: 'registered',
    sent_on: '2026-03-02',
    registered_on: '2026-03-04',
    number: 'ЖТ-2026-01234567',
  }),
  overdue: letterTo(campaign, 3, { state: 'sent', sent_on: '2026-02-02', number: 'ЖТ-2026-00765432' }),
  lawless: letterTo(campaign, 4, { state: 'delivered', sent_on: '2026-01-05', rule: null }),
  answered: letterTo(campaign, 5, {
    state: 'answered',
    sent_on: '2026-03-02',
    answered_on: '2026-03-10',
    answers: [answerOf(null, 'waiting'), answerOf('forwarded', 'published')],
  }),
  bounced: letterTo(campaign, 6, { state: 'bounced', sent_on: '2026-03-02' }),
  forwarded: letterTo(campaign, 7, { parent_id: idOf(205), state: 'sent', sent_on: '2026-03-10' }),
})

const refusals = (): Record<string, RefusedForm> => ({
  sent: { name: 'sent', state: refusedBy(sentForm(days), { channel: 'pigeon', sent_on: '2026-03-31' }) },
  registered: {
    name: 'registered',
    state: refusedBy(registeredForm(days), { number: '', registered_on: '31.02.2026' }),
  },
  answer: {
    name: 'answer',
    state: refusedBy(answerForm(days), { kind: '', received_on: '2025-12-31', text: 'Отказано.' }),
  },
})

const letterPages = (site: Site, locale: Locale, campaign: Campaign) => {
  const writing = writerOf(campaign, locale)
  const stages = stagesOf(campaign)
  const every = Object.values(stages)
  const show = (letter: StoredLetter, letters: StoredLetter[], refused?: RefusedForm) => () =>
    showLetter(site, vault, locale, {
      ...writing,
      campaign,
      letter,
      letters,
      offices: knownOffices(campaign),
      latest,
      ...(refused ? { refused } : {}),
    })
  const { sent, registered, answer } = refusals()
  return {
    ...Object.fromEntries(Object.entries(stages).map(([name, letter]) => [`letter-${name}`, show(letter, every)])),
    'letter-first': show(stages.drafted, [stages.drafted]),
    'letter-drafted-refused': show(stages.drafted, [stages.drafted], sent),
    'letter-sent-refused': show(stages.sent, every, registered),
    'letter-overdue-refused': show(stages.overdue, every, answer),
    'letter-registered-refused': show(stages.registered, every, answer),
  }
}

const writingPages = (site: Site, locale: Locale, campaign: Campaign) => {
  const state = { campaign, letters: [], offices: boardOffices(campaign) }
  const letters = Object.values(stagesOf(campaign)).slice(2)
  const email = 'aigul.sarsenova@a-rather-long-name-of-a-post-office.example'
  const unknown = writerOf(campaign, locale)
  const waiting = writerOf(campaign, locale, { email, wantsReminders: true })
  const refused = refusedBy(remindersForm, { email: 'aigul@', reminders: 'on' })
  return {
    writing: () => showWriting(site, vault, locale, { ...state, ...waiting, letters }),
    'writing-empty': () => showWriting(site, vault, locale, { ...state, ...unknown, offices: [] }),
    'writing-refused': () => showWriting(site, vault, locale, { ...state, ...unknown, letters, refused }),
  }
}

const followUpText = (locale: Locale): FollowUpForm => ({
  language: locale,
  name: locale === 'ru' ? 'Сәрсенова Айгүл Маратовна' : 'Maxine Keller',
  gender: 'auto',
  country: 'KZ',
  city: locale === 'ru' ? 'Алматы' : 'Almaty',
  address: locale === 'ru' ? 'ул. Абая, д. 10, кв. 5' : '10 Abay Street',
  phone: '',
  email: 'aigul@example.org',
  own_words: '',
})

const senderOf = (form: FollowUpForm): Sender => ({
  ...form,
  nameGenitive: '',
  resident: true,
  ownWords: form.own_words,
  topics: [],
  demands: [],
  enclose: false,
})

const followUpPages = (site: Site, locale: Locale, campaign: Campaign) => {
  const { token } = writerOf(campaign, locale)
  const letter = stagesOf(campaign).overdue
  const accepted = followUpText(locale)
  const blank = { ...accepted, name: '______________', city: '______________', address: '', email: '' }
  const show = (kind: FollowUp, form: FollowUpForm, typed?: ReturnType<typeof typedValues>) => () => {
    const addressee = addresseeAt(campaign, 3)
    const order = { kind, campaign, addressee, letter, number: 'ЖТ-2026-00765432', date: now }
    return showFollowUp(site, locale, {
      kind,
      token,
      letterId: letter.id,
      addressee,
      sheet: composeFollowUp({ ...order, locale, sender: senderOf(form) }),
      ready: form === accepted,
      country: campaign.country,
      ...(typed ? { typed } : {}),
    })
  }
  const refused = refusedBy(followUpForm, { name: '', country: 'Atlantis', city: '', phone: '?', email: 'aigul@' })
  return {
    'follow-up': show('reminder', blank),
    'follow-up-ready': show('complaint', accepted, typedValues(accepted)),
    'follow-up-refused': show('complaint', blank, refused),
  }
}

/** A member of a team, at the desk, before they have letters of their own. */
const myLettersPages = (site: Site, locale: Locale) => {
  const t = translator(locale)
  const show = (refused?: FormState) => () => {
    const model = myLettersView(t, 'x', true, refused)
    return site.render(formPage, { locale, path: '/', title: model.title, desk: deskFrame(locale) }, model)
  }
  const missing = { field: 'resident', message: 'sendings.errors.resident' as const }
  return { 'my-letters': show(), 'my-letters-refused': show({ values: {}, errors: [missing] }) }
}

/** What somebody who writes sees behind their private link: their letters, each where it stands, by name. */
export const writingSamples = async (site: Site, locale: Locale): Promise<Record<string, () => Promise<string>>> => {
  const campaign = await readWrittenCampaign()
  return {
    ...writingPages(site, locale, campaign),
    ...letterPages(site, locale, campaign),
    ...followUpPages(site, locale, campaign),
    ...myLettersPages(site, locale),
  }
}
