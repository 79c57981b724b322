import type { Exposure } from '../../db/schema.ts'
import { type Locale, translator } from '../../i18n/index.ts'
import type { Campaign } from '../campaigns/index.ts'
import type { NamedChannel } from './channel-choice.ts'
import type { LetterForm } from './forms.ts'
import { isLawful, mailNotConsidered, requirements, stateOf } from './letter-law.ts'
import type { ExposureView } from './part-models.ts'

/**
 * What the office learns of the writer, from what stands in the letter and from what the channel asks for, and what
 * the law of the campaign's country wants there: told before anything is printed or sent.
 */
export const exposureView = (
  locale: Locale,
  { country }: Pick<Campaign, 'country'>,
  form: LetterForm,
  chosen: NamedChannel | undefined,
): ExposureView => {
  const t = translator(locale)
  const kind = chosen?.channel.kind
  const inLetter: Exposure[] = [
    'name',
    ...(form.address ? (['postal-address'] as const) : []),
    ...(form.phone ? (['phone'] as const) : []),
    ...(form.email || kind === 'email' ? (['email'] as const) : []),
  ]
  const shown = [...new Set([...inLetter, ...(chosen?.channel.exposes ?? [])])].map((each) =>
    t(`letters.exposes.${each}`),
  )
  const town = form.address ? [] : [t('letters.exposure.town')]
  const ownWords = form.own_words ? [t('letters.exposure.ownWords')] : []
  return {
    channel: kind ? t(`letters.channel.${kind}`) : '',
    shown: [...shown, ...town, ...ownWords],
    warning: kind === 'email' && mailNotConsidered.includes(country) ? t('letters.law.mailNotConsidered') : '',
    law: isLawful(country) ? lawView(locale, country, form) : null,
  }
}

const lawView = (locale: Locale, country: 'KZ' | 'RU', form: LetterForm) => {
  const t = translator(locale)
  const act = t(`letters.law.${country}`)
  const items = requirements[country].map((wanted) => {
    const state = stateOf(wanted, form)
    return { words: t(`letters.law.wants.${wanted}`), state, said: t(`letters.law.state.${state}`) }
  })
  const missing = items.some(({ state }) => state === 'missing')
  return { act, items, missing: missing ? t('letters.law.noAddress', { act }) : '' }
}
