import { countryName, type Locale, locales, otherLocale, translator } from '../../i18n/index.ts'
import type { FormState } from '../../web/form.ts'
import type { Addressee, Campaign, Channel } from '../campaigns/index.ts'
import { isWorking } from '../officials/index.ts'
import { chosenChannel } from './channel-choice.ts'
import { channelView } from './channel-view.ts'
import { channelsFor, type OfferedChannel } from './channels.ts'
import { choiceView } from './choice-view.ts'
import { exposureView } from './exposure-view.ts'
import { acceptedValues, firstValues, formView } from './form-view.ts'
import { type LetterForm, readableForm } from './forms.ts'
import { senderForms } from './grammar.ts'
import type { ComposedLetter, Letter } from './letter.ts'
import { blankForm, exclusionFor, type LetterKit, letterFrom, readingAid } from './letter-kit.ts'
import { outputsView } from './outputs-view.ts'
import type { AddresseesModel, ComposerModel } from './pages.ts'
import { markField, partField, partFieldsIn } from './part-fields.ts'
import { markOf, ownWordsKey } from './parts.ts'
import { partsView } from './parts-view.ts'
import { closedToAll } from './rules.ts'
import { sheetView } from './sheet-view.ts'

/** What the composer is asked to show: nothing typed yet, a refused form, or a letter. */
export type ComposerState = { form: LetterForm } | { refused: FormState } | null

/** The composer's page. Its sheet holds the letter where the form was accepted, else what can be said of it so far. */
export const composerView = (locale: Locale, kit: LetterKit, state: ComposerState, date: Date): ComposerModel => {
  const t = translator(locale)
  const accepted = state && 'form' in state ? state.form : null
  const refused = state && 'refused' in state ? state.refused : null
  const form = accepted ?? formSoFar(locale, kit, refused)
  const values = accepted ? acceptedValues(accepted) : (refused?.values ?? firstValues(kit, form.language))
  const { campaign, addressee } = kit
  return {
    ...about(locale, campaign),
    official: namesOf(locale, addressee).official,
    officeUrl: namesOf(locale, addressee).officeUrl,
    waiting: namesOf(locale, addressee).waiting,
    lettersUrl: lettersUrl(locale, campaign),
    action: `${lettersUrl(locale, campaign)}/${addressee.key}`,
    heading: t('letters.composer.heading', {
      to: locale === 'ru' ? addressee.office.name.ru.dative : addressee.office.name.en,
    }),
    residentQuestion: t('letters.resident.question', { country: countryName(locale, campaign.country) }),
    ...formView(locale, kit, values, refused?.errors ?? []),
    suggested: accepted && form.language === 'ru' ? suggestedFor(accepted) : '',
    draft: `${campaign.slug}/${addressee.key}`,
    ...letterView(locale, kit, form, state, date),
  }
}

/** A refused form as far as it can be read; before anything is typed, a blank one that somebody may send. */
const formSoFar = (locale: Locale, kit: LetterKit, refused: FormState | null): LetterForm => {
  const blank = blankForm(kit, firstLanguage(kit, locale))
  if (refused) return readableForm(kit.choices, refused.values, blank)
  return exclusionFor(kit, blank) ? { ...blank, resident: false } : blank
}

type LetterOnPage = Pick<
  ComposerModel,
  | 'ownWordsInLetter'
  | 'fresh'
  | 'sheet'
  | 'excluded'
  | 'letter'
  | 'choice'
  | 'exposure'
  | 'carried'
  | 'summary'
  | 'ready'
  | 'platform'
  | 'outputs'
  | 'channels'
>

const letterView = (
  locale: Locale,
  kit: LetterKit,
  form: LetterForm,
  state: ComposerState,
  date: Date,
): LetterOnPage => {
  const nothing = {
    ownWordsInLetter: false,
    fresh: state === null,
    sheet: null,
    excluded: '',
    letter: null,
    choice: null,
    exposure: null,
    carried: carriedFields(form, null),
    summary: '',
    ready: false,
    platform: '',
    outputs: { hasEmail: false, copies: [] },
    channels: [],
  }
  const excluded = exclusionFor(kit, form)
  if (excluded) return { ...nothing, excluded: excluded[locale] ?? '' }
  const letter = letterFrom(kit, form, date)
  const shown = { ...nothing, sheet: sheetView(letter) }
  const refused = state && 'refused' in state ? state.refused : null
  if (!state || (refused && partFieldsIn(refused.values).length === 0)) return shown

  const { addressee } = kit
  // Who reads the site in the letter's language needs no translation of it.
  const aid = locale === form.language ? undefined : readingAid(kit, form, date)
  const inParts = {
    ...shown,
    ownWordsInLetter: letter.parts.some(({ key }) => key === ownWordsKey),
    letter: partsView(locale, kit, letter, { aid, ownWords: form.own_words }, refused),
    carried: carriedFields(form, letter),
    choice: choiceView(locale, addressee, form, letter),
    summary: [form.name, form.city].filter(Boolean).join(', '),
  }
  if (refused) return inParts
  return {
    ...inParts,
    ready: true,
    exposure: exposureView(locale, kit.campaign, form, chosenChannel(addressee, form)),
    outputs: outputsView(locale, addressee, form, letter),
    channels: offered(locale, addressee, form, letter),
  }
}

/** The person's number, and changed parts that this letter does not show: they come back when they are wanted again. */
const carriedFields = (form: LetterForm, letter: ComposedLetter | null) => {
  const shown = new Set(letter?.parts.map(({ key }) => partField(letter.locale, key)))
  const parts = locales.flatMap((locale) =>
    Object.entries(form.edits[locale] ?? {}).flatMap(([key, { text, was }]) =>
      shown.has(partField(locale, key)) || markOf(text) === was
        ? []
        : [
            { name: partField(locale, key), value: text },
            { name: markField(locale, key), value: was },
          ],
    ),
  )
  return [{ name: 'variant', value: String(form.variant ?? '') }, ...parts]
}

const firstLanguage = ({ choices }: LetterKit, locale: Locale) =>
  choices.languages.find((each) => each === locale) ?? choices.languages[0] ?? locale

const suggestedFor = ({ name, gender }: LetterForm) => {
  const said = { auto: null, neutral: null, woman: 'female', man: 'male' } as const
  return senderForms(name, said[gender]).genitive ?? ''
}

/** Those that this sender can use first. */
const offered = (locale: Locale, addressee: Addressee, form: LetterForm, letter: Letter) => {
  const channels = channelsFor(addressee, form)
  const open = channels.filter(({ refusal }) => refusal === null)
  const closed = channels.filter(({ refusal }) => refusal !== null)
  return [...open, ...closed].map((channel, at) =>
    channelView(locale, channel, { letter, form, id: `channel-${at + 1}` }),
  )
}

const about = (locale: Locale, campaign: Campaign) => ({
  campaign: {
    title: (campaign.texts[locale] ?? campaign.texts[otherLocale(locale)])?.title ?? campaign.slug,
    url: `/${locale}/campaigns/${campaign.slug}`,
  },
})

const lettersUrl = (locale: Locale, { slug }: Campaign) => `/${locale}/campaigns/${slug}/letters`

const namesOf = (locale: Locale, { office, official, channels }: Addressee) => ({
  officeUrl: `/${locale}/offices/${office.slug}`,
  waiting: !channels.some(isWorking),
  office: locale === 'ru' ? office.name.ru.nominative : office.name.en,
  official: (locale === 'ru' ? official?.name.ru.nominative : official?.name.en) ?? '',
})

/** The page of addressees, each with its channels as anybody may see them. */
export const addresseesView = (locale: Locale, campaign: Campaign, kits: LetterKit[]): AddresseesModel => ({
  ...about(locale, campaign),
  addressees: kits.map(({ addressee, rules }) => ({
    ...namesOf(locale, addressee),
    excluded: closedToAll(rules, addressee.key)?.[locale] ?? '',
    url: `${lettersUrl(locale, campaign)}/${addressee.key}`,
    channels: addressee.channels.map((channel) => channelView(locale, shown(channel))),
  })),
})

const shown = (channel: Channel): OfferedChannel => ({
  channel,
  refusal: isWorking(channel) ? (channel.residentsOnly ? 'residents-only' : null) : 'not-working',
})
