import type { Campaign, CampaignFolder } from '../../server/features/campaigns/index.ts'
import { addresseesView, type ComposerState, composerView } from '../../server/features/letters/composer-view.ts'
import type { LetterForm } from '../../server/features/letters/forms.ts'
import { type LetterKit, letterKit } from '../../server/features/letters/letter-kit.ts'
import { addresseesPage, composerPage } from '../../server/features/letters/pages.ts'
import { type Locale, translator } from '../../server/i18n/index.ts'
import type { Site } from '../../server/render/page.ts'
import { now } from './campaign-samples.ts'
import { campaignFrom, readDemo } from './demo-campaign.ts'

const written = (locale: Locale, { choices }: LetterKit): LetterForm => ({
  name: locale === 'ru' ? 'Сәрсенова Айгүл Маратовна' : 'Maxine Keller',
  name_genitive: '',
  gender: 'auto',
  country: locale === 'ru' ? 'KZ' : 'GB',
  city: locale === 'ru' ? 'Алматы' : 'Leeds',
  address: locale === 'ru' ? 'ул. Абая, д. 10, кв. 5' : '12 Mill Lane',
  resident: locale === 'ru',
  phone: '',
  email: 'aigul@example.org',
  own_words: locale === 'ru' ? 'Прошлой весной у нас пропала собака.' : 'Last spring our neighbours lost their dog.',
  topics: choices.topics.slice(0, 2),
  demands: choices.demands.slice(0, 3),
  enclose: true,
  language: locale,
  variant: 7,
  channel: '',
  edits: {},
})

const kitsOf = (campaign: Campaign, { letters, fragments, letterRules }: CampaignFolder) =>
  campaign.addressees.flatMap(
    ({ key }) => letterKit(campaign, { templates: letters, fragments, rules: letterRules }, key) ?? [],
  )

/** The list of addressees and the composer in all its states, by name. */
export const letterSamples = async (site: Site, locale: Locale): Promise<Record<string, () => Promise<string>>> => {
  const folder = await readDemo()
  const campaign = campaignFrom(folder)
  const kits = kitsOf(campaign, folder)
  const [first] = kits
  if (!first) throw new Error('The demo has somebody to write to')
  const t = translator(locale)
  const composer = (state: ComposerState) => () =>
    site.render(
      composerPage,
      { locale, path: '/', title: t('letters.addressees.title') },
      composerView(locale, first, state, now),
    )
  const list = (shown: LetterKit[]) => () =>
    site.render(
      addresseesPage,
      { locale, path: '/', title: t('letters.addressees.title') },
      addresseesView(locale, campaign, shown),
    )
  return {
    addressees: list(kits),
    'addressees-none': list([]),
    composer: composer(null),
    'composer-ready': composer({ form: written(locale, first) }),
    'composer-refused': composer({
      refused: {
        values: { language: locale, name: '', city: 'Алматы', topics: first.choices.topics.slice(0, 1) },
        errors: [
          { field: 'name', message: 'letters.errors.nameMissing' },
          { field: 'resident', message: 'letters.errors.resident' },
          { field: 'country', message: 'letters.errors.country' },
        ],
      },
    }),
  }
}
