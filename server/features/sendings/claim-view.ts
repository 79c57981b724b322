import { randomUUID } from 'node:crypto'
import { type Locale, type Translate, translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import type { FormState } from '../../web/form.ts'
import type { Campaign } from '../campaigns/index.ts'
import { campaignLink, officeName, openChannels } from './board-view.ts'
import { type FieldPlan, formView, problemsOf } from './form-view.ts'
import { channels } from './forms.ts'
import { formPage } from './pages.ts'
import type { BoardOffice } from './queries.ts'

interface ClaimState {
  campaign: Campaign
  office: BoardOffice
  /** Taken on from the board, or sent already. */
  already: boolean
  abroad: boolean
  /** Today wherever on earth it is latest, YYYY-MM-DD. */
  latest: string
  refused?: FormState
}

/** The form by which a letter is taken on, or told of as sent: no account, an address only where one is wanted. */
export const showClaim = (site: Site, locale: Locale, state: ClaimState) => {
  const { campaign, office, already, refused } = state
  const t = translator(locale)
  const base = `/campaigns/${campaign.slug}`
  const path = already ? `${base}/letters/${office.key}/sent` : `${base}/board/${office.key}`
  const { title: kicker, url } = campaignLink(locale, campaign)
  const title = t(already ? 'sendings.claim.sentTitle' : 'sendings.claim.title')
  const form = formView(t, {
    id: 'claim',
    action: `/${locale}${path}`,
    button: already ? 'sendings.claim.sentButton' : 'sendings.claim.button',
    key: randomUUID(),
    refused,
    fields: [...(already ? sentFields(locale, state) : []), ...aboutFields(locale, state)],
  })
  return site.render(
    formPage,
    { locale, path, title: `${refused ? `${t('site.errorPrefix')} ` : ''}${title}` },
    {
      kicker,
      kickerUrl: `${url}/board`,
      title,
      lead: officeName(locale, office.office),
      problems: problemsOf(t, 'claim', refused),
      forms: [form],
      links: [{ words: t('sendings.claim.toBoard'), url: `${url}/board` }],
    },
  )
}

export const channelChoices = (locale: Locale, offered: readonly (typeof channels)[number][] = channels) =>
  offered.map((value) => ({ value, label: translator(locale)(`letters.channel.${value}`) }))

const sentFields = (locale: Locale, { office, latest }: ClaimState): FieldPlan[] => {
  const kinds = [...new Set(openChannels(office, true).map(({ kind }) => kind))]
  return [
    {
      name: 'channel',
      label: 'sendings.fields.channel',
      kind: 'radio',
      choices: channelChoices(locale, kinds.length > 0 ? kinds : channels),
    },
    { name: 'sent_on', label: 'sendings.fields.sentOn', type: 'date', max: latest },
  ]
}

/** Whether the writer lives in the country that they write to: what offices take depends on it. */
export const residentField = (t: Translate): FieldPlan => ({
  name: 'resident',
  label: 'sendings.fields.resident',
  kind: 'radio',
  choices: [
    { value: 'yes', label: t('letters.resident.yes') },
    { value: 'no', label: t('letters.resident.no') },
  ],
})

const aboutFields = (locale: Locale, { abroad }: ClaimState): FieldPlan[] => {
  const t = translator(locale)
  return [
    { ...residentField(t), value: abroad ? 'no' : '' },
    {
      name: 'email',
      label: 'sendings.fields.email',
      hint: 'sendings.fields.emailHint',
      type: 'email',
      autocomplete: 'email',
      optional: true,
    },
    { name: 'reminders', label: 'sendings.fields.reminders', kind: 'tick' },
    { name: 'link', label: 'sendings.fields.link', hint: 'sendings.fields.linkHint', optional: true },
  ]
}
