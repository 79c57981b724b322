import { randomUUID } from 'node:crypto'
import { type Locale, translator } from '../../i18n/index.ts'
import type { FormState } from '../../web/form.ts'
import { channelChoices } from './claim-view.ts'
import { type FieldPlan, formView } from './form-view.ts'
import { answerKinds } from './forms.ts'
import { officeChoices } from './office-choices.ts'
import type { FormView } from './pages.ts'
import type { listOffices, StoredLetter } from './queries.ts'
import { legalMoves } from './states.ts'

/** The forms of a letter, by which it is told how far it has come. */
export type LetterFormName =
  | 'sent'
  | 'proof'
  | 'registered'
  | 'extension'
  | 'answer'
  | 'classification'
  | 'cancellation'

export interface RefusedForm {
  name: LetterFormName
  state: FormState
}

interface FormsOf {
  letter: StoredLetter
  /** The address of the letter's page. */
  at: string
  offices: Awaited<ReturnType<typeof listOffices>>
  latest: string
  refused: RefusedForm | undefined
}

/** The forms that can be filled in where the letter stands now: what comes next in view, the rest to unfold. */
export const formsOf = (locale: Locale, context: FormsOf): { forms: FormView[]; folded: FormView[] } => {
  const { state, clock, answers, sent_on } = context.letter
  const can = legalMoves[state]
  const byHand = state !== 'queued' && state !== 'held'
  return {
    forms: [
      ...(byHand && can.includes('sent') ? [sent(locale, context)] : []),
      ...(can.includes('registered') ? [registered(locale, context)] : []),
      ...(state === 'registered' ? [answer(locale, context, false)] : []),
      ...(answers.some(({ kind }) => kind === null) ? [classification(locale, context)] : []),
    ],
    folded: [
      ...(can.includes('answered') && state !== 'registered' ? [answer(locale, context, true)] : []),
      ...(sent_on !== null && state !== 'cancelled' ? [proof(locale, context)] : []),
      ...(can.includes('answered') && clock !== null ? [extension(locale, context)] : []),
      ...(byHand && can.includes('cancelled') ? [cancellation(locale, context)] : []),
    ],
  }
}

const base = (name: LetterFormName, { at, refused }: FormsOf) => ({
  id: name,
  action: `${at}/${name}`,
  refused: refused?.name === name ? refused.state : undefined,
})

const sent = (locale: Locale, context: FormsOf) =>
  formView(translator(locale), {
    ...base('sent', context),
    title: 'sendings.sent.title',
    button: 'sendings.sent.button',
    multipart: true,
    fields: [
      {
        name: 'channel',
        label: 'sendings.fields.channel',
        kind: 'radio',
        value: context.letter.channel,
        choices: channelChoices(locale),
      },
      { name: 'sent_on', label: 'sendings.fields.sentOn', type: 'date', max: context.latest },
      { ...proofField, optional: true },
    ],
  })

const proofField: FieldPlan = {
  name: 'proof',
  label: 'sendings.fields.proof',
  hint: 'sendings.fields.proofHint',
  kind: 'file',
}

const proof = (locale: Locale, context: FormsOf) =>
  formView(translator(locale), {
    ...base('proof', context),
    title: context.letter.proof_type ? 'sendings.proof.another' : 'sendings.proof.title',
    button: 'sendings.proof.button',
    multipart: true,
    folded: true,
    fields: [proofField],
  })

const registered = (locale: Locale, context: FormsOf) =>
  formView(translator(locale), {
    ...base('registered', context),
    title: 'sendings.registered.title',
    lead: translator(locale)('sendings.registered.lead'),
    button: 'sendings.registered.button',
    fields: [
      { name: 'number', label: 'sendings.fields.number', hint: 'sendings.fields.numberHint' },
      { name: 'registered_on', label: 'sendings.fields.registeredOn', type: 'date', max: context.latest },
    ],
  })

const extension = (locale: Locale, context: FormsOf) =>
  formView(translator(locale), {
    ...base('extension', context),
    title: 'sendings.extension.title',
    button: 'sendings.extension.button',
    folded: true,
    fields: [
      { name: 'decided_on', label: 'sendings.fields.decidedOn', type: 'date', max: context.latest },
      {
        name: 'until',
        label: 'sendings.fields.until',
        hint: 'sendings.fields.untilHint',
        type: 'date',
        optional: true,
      },
    ],
  })

const kindField = (locale: Locale): FieldPlan => ({
  name: 'kind',
  label: 'sendings.fields.kind',
  kind: 'radio',
  choices: answerKinds.map((value) => ({ value, label: translator(locale)(`sendings.kind.${value}`) })),
})

const forwardedField = (locale: Locale, { offices }: FormsOf): FieldPlan => ({
  name: 'forwarded_to',
  label: 'sendings.fields.forwardedTo',
  hint: 'sendings.fields.forwardedToHint',
  kind: 'select',
  optional: true,
  choices: [{ value: '', label: translator(locale)('sendings.fields.noOffice') }, ...officeChoices(locale, offices)],
})

const answer = (locale: Locale, context: FormsOf, folded: boolean) =>
  formView(translator(locale), {
    ...base('answer', context),
    title: 'sendings.answer.title',
    lead: translator(locale)('sendings.answer.lead'),
    button: 'sendings.answer.button',
    multipart: true,
    folded,
    key: randomUUID(),
    fields: [
      kindField(locale),
      { name: 'received_on', label: 'sendings.fields.receivedOn', type: 'date', max: context.latest },
      forwardedField(locale, context),
      { name: 'text', label: 'sendings.fields.text', kind: 'area', optional: true },
      { name: 'file', label: 'sendings.fields.file', hint: 'sendings.fields.fileHint', kind: 'file', optional: true },
    ],
  })

/** For an answer that came by mail, which nobody has read yet. */
const classification = (locale: Locale, context: FormsOf) =>
  formView(translator(locale), {
    ...base('classification', context),
    title: 'sendings.classification.title',
    lead: translator(locale)('sendings.classification.lead'),
    button: 'sendings.classification.button',
    fields: [kindField(locale), forwardedField(locale, context)],
  })

const cancellation = (locale: Locale, context: FormsOf) =>
  formView(translator(locale), {
    ...base('cancellation', context),
    title: 'sendings.cancellation.title',
    button: 'sendings.cancellation.button',
    folded: true,
    danger: true,
  })
