import { countryName, type Locale, otherLocale, translator } from '../../i18n/index.ts'
import type { FormState } from '../../web/form.ts'
import type { Addressee, Campaign, Channel } from '../campaigns/index.ts'
import { channelView } from './channel-view.ts'
import { channelsFor, type OfferedChannel } from './channels.ts'
import { acceptedValues, firstValues, formView } from './form-view.ts'
import type { LetterForm } from './forms.ts'
import { senderForms } from './grammar.ts'
import type { Letter } from './letter.ts'
import { blankForm, type LetterKit, letterFrom, letterIn } from './letter-kit.ts'
import { outputsView } from './outputs-view.ts'
import type { AddresseesModel, ComposerModel } from './pages.ts'
import { sheetView } from './sheet-view.ts'

/** What the composer is asked to show: nothing typed yet, a refused form, or a letter. */
export type ComposerState = { form: LetterForm } | { refused: FormState } | null

/** The composer's page. Its sheet holds the letter where the form was accepted, else a blank one. */
export const composerView = (locale: Locale, kit: LetterKit, state: ComposerState, date: Date): ComposerModel => {
  const t = translator(locale)
  const accepted = state && 'form' in state ? state.form : null
  const refused = state && 'refused' in state ? state.refused : null
  const language = accepted?.language ?? firstLanguage(kit, locale)
  const form = accepted ?? blankForm(kit, language)
  const letter = letterFrom(kit, form, date)
  const values = accepted ? acceptedValues(accepted) : (refused?.values ?? firstValues(kit, language))
  const aid = accepted && letterIn(otherLocale(language), kit, form, date)
  const { campaign, addressee } = kit
  return {
    ...about(locale, campaign),
    official: namesOf(locale, addressee).official,
    lettersUrl: lettersUrl(locale, campaign),
    action: `${lettersUrl(locale, campaign)}/${addressee.key}`,
    heading: t('letters.composer.heading', {
      to: locale === 'ru' ? addressee.office.name.ru.dative : addressee.office.name.en,
    }),
    residentQuestion: t('letters.resident.question', { country: countryName(locale, campaign.country) }),
    ...formView(locale, kit, values, refused?.errors ?? []),
    suggested: accepted && language === 'ru' ? suggestedFor(accepted) : '',
    sheet: sheetView(letter),
    ready: accepted !== null,
    outputs: accepted ? outputsView(locale, addressee, accepted, letter) : { hasEmail: false, copies: [] },
    channels: accepted ? offered(locale, addressee, accepted, letter) : [],
    aid: aid ? [sheetView(aid)] : [],
  }
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
  return [...open, ...closed].map((channel) => channelView(locale, channel, letter))
}

const about = (locale: Locale, campaign: Campaign) => ({
  campaign: {
    title: (campaign.texts[locale] ?? campaign.texts[otherLocale(locale)])?.title ?? campaign.slug,
    url: `/${locale}/campaigns/${campaign.slug}`,
  },
})

const lettersUrl = (locale: Locale, { slug }: Campaign) => `/${locale}/campaigns/${slug}/letters`

const namesOf = (locale: Locale, { office, official }: Addressee) => ({
  office: locale === 'ru' ? office.name.ru.nominative : office.name.en,
  official: (locale === 'ru' ? official?.name.ru.nominative : official?.name.en) ?? '',
})

/** The page of addressees, each with its channels as anybody may see them. */
export const addresseesView = (locale: Locale, campaign: Campaign, kits: LetterKit[]): AddresseesModel => ({
  ...about(locale, campaign),
  addressees: kits.map(({ addressee }) => ({
    ...namesOf(locale, addressee),
    url: `${lettersUrl(locale, campaign)}/${addressee.key}`,
    channels: addressee.channels.map((channel) => channelView(locale, shown(channel))),
  })),
})

const shown = (channel: Channel): OfferedChannel => ({
  channel,
  refusal: channel.residentsOnly ? 'residents-only' : null,
})
