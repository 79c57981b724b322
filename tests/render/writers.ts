import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { AnswerKind } from '../../server/db/sending-tables.ts'
import type { Addressee, Campaign } from '../../server/features/campaigns/index.ts'
import { Vault } from '../../server/features/privacy/index.ts'
import { unknownPerson, type WriterPerson, writerToken } from '../../server/features/sendings/index.ts'
import { clockFromSending, clockOf } from '../../server/features/sendings/letter-clock.ts'
import type { BoardOffice, StoredLetter, StoredWriter } from '../../server/features/sendings/queries.ts'
import { sealSending, sealWriter } from '../../server/features/sendings/sealed-writer.ts'
import type { Locale } from '../../server/i18n/index.ts'
import { type FormState, readForm } from '../../server/web/form.ts'
import { campaignFrom, readDemo } from './demo-campaign.ts'

const RULE = 'kz-appk-76'

export const idOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

export const vault = new Vault(randomBytes(32))

/** The demo campaign with an office of its own for each addressee, and a key that its writers are sealed with. */
export const readWrittenCampaign = async (): Promise<Campaign> => {
  const campaign = campaignFrom(await readDemo())
  return {
    ...campaign,
    dataKey: vault.newDataKey(),
    addressees: campaign.addressees.map((addressee, place) => ({
      ...addressee,
      office: { ...addressee.office, id: idOf(100 + place) },
    })),
  }
}

export const keyOf = ({ id, dataKey }: Campaign) => ({ id, dataKey })

/** What a form makes of a body that it does not take. */
export const refusedBy = (schema: z.ZodType, body: Record<string, string>): FormState => {
  const read = readForm(schema, body)
  if (read.ok) throw new Error('This body is to be refused')
  return read.state
}

/** Somebody at their private page, by what they let us keep. */
export const writerOf = (campaign: Campaign, locale: Locale, person: Partial<WriterPerson> = {}) => {
  const id = idOf(10)
  const writer: StoredWriter = {
    id,
    campaign_id: campaign.id,
    locale,
    resident: true,
    reminders: false,
    sealed: sealWriter(vault, keyOf(campaign), id, { ...unknownPerson, ...person }),
    created_at: new Date('2026-03-02T09:00:00Z'),
    slug: campaign.slug,
    data_key: campaign.dataKey,
  }
  return { token: writerToken(vault, id), writer, today: '2026-03-12' }
}

type LetterWishes = Partial<Omit<StoredLetter, 'clock' | 'sealed'>> & {
  number?: string
  rule?: string | null
}

/** A letter to the campaign's addressee of this place; its clock runs from the day on which it was sent. */
export const letterTo = (campaign: Campaign, place: number, { number, rule = RULE, ...wishes }: LetterWishes = {}) => {
  const { key, office, official } = addresseeAt(campaign, place)
  const id = wishes.id ?? idOf(200 + place)
  const sentOn = wishes.sent_on
  const clock = sentOn ? clockFromSending(rule, sentOn, 'online-reception') : null
  const letter: StoredLetter = {
    id,
    campaign_id: campaign.id,
    addressee: key,
    office_id: office.id,
    parent_id: null,
    proof_type: null,
    holder: official && { en: official.name.en, ru: official.name.ru.nominative },
    channel: 'online-reception',
    locale: 'ru',
    state: 'drafted',
    created_at: new Date('2026-03-02T09:00:00Z'),
    sent_on: null,
    registered_on: null,
    due_on: clock?.due_on ?? null,
    answered_on: null,
    clock: clock && JSON.parse(clock.clock),
    sealed: number ? sealSending(vault, keyOf(campaign), id, { number, letter: null }) : null,
    office: office.name,
    office_slug: office.slug,
    answer_rule: rule,
    time_zone: 'Asia/Almaty',
    country: 'KZ',
    supervisor_id: null,
    answers: [],
    ...wishes,
  }
  if (sentOn && !clockOf(letter)) throw new Error('A letter that was sent has a clock')
  return letter
}

export const answerOf = (kind: AnswerKind | null, state: 'waiting' | 'published' | 'refused') => ({
  id: idOf(kind === null ? 301 : 302),
  kind,
  state,
  received_on: '2026-03-10',
  file_name: null,
})

export const addresseeAt = ({ addressees }: Campaign, place: number): Addressee => {
  const addressee = addressees[place]
  if (!addressee) throw new Error(`The demo has no addressee ${place}`)
  return addressee
}

/** The campaign's offices as the board counts them; the last has had its share of letters for today. */
export const boardOffices = ({ addressees }: Campaign): BoardOffice[] =>
  addressees.map(({ key, office, official, channels }, place) => ({
    key,
    office_id: office.id,
    office: office.name,
    holder: official?.name ?? null,
    channels: channels.map(({ kind, residentsOnly, languages, state }) => ({
      kind,
      residents_only: residentsOnly,
      languages,
      state,
    })),
    load: { recent: place * 7, today: place === addressees.length - 1 ? 30 : place },
  }))

/** The campaign's offices as those that a letter can be passed on to. */
export const knownOffices = ({ addressees }: Campaign) =>
  addressees.map(({ office: { id, slug, name, salutation } }) => ({ id, slug, name, salutation, answer_rule: RULE }))
