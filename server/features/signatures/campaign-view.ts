import { countriesIn, countryName, formatAgo, formatDate, type Locale, translator } from '../../i18n/index.ts'
import { renderMarkdown } from '../../render/markdown.ts'
import type { Site } from '../../render/page.ts'
import type { FormState } from '../../web/form.ts'
import {
  type Campaign,
  type CampaignPageModel,
  campaignDetails,
  campaignPage,
  coverIn,
  editionLine,
  kindAndAddressees,
  phaseOf,
  progressOf,
  publicOrganiser,
  type SignerView,
  type SignFormView,
  shareLinks,
  standingOf,
  textIn,
} from '../campaigns/index.ts'
import { signatoriesOf } from '../signatories/index.ts'
import { documentView } from '../submissions/index.ts'
import type { LiveCampaign } from './live-campaigns.ts'
import type { Signer } from './signer.ts'

const visibilities = ['initial', 'full', 'hidden'] as const

const fields = ['name', 'email', 'country', 'city', 'comment', 'visibility', 'updates'] as const

/** What a refused or untaken form brings back to its page. */
export interface Returned {
  form: FormState
  busy: boolean
}

const untouched: Returned = { form: { values: {}, errors: [] }, busy: false }

const typed = (values: FormState['values'], field: string) => {
  const value = values[field]
  return typeof value === 'string' ? value : (value?.at(-1) ?? '')
}

const signFormView = (locale: Locale, campaign: Campaign, { form, busy }: Returned): SignFormView => {
  const t = translator(locale)
  const { values, errors } = form
  const country = typed(values, 'country')
  const visibility = typed(values, 'visibility') || 'initial'
  const home = { code: campaign.country, name: countryName(locale, campaign.country) }
  const option = ({ code, name }: { code: string; name: string }) => ({
    value: code,
    words: name,
    chosen: code === country,
  })
  const words = (field: string) => {
    const error = errors.find((one) => one.field === field)
    return error ? t(error.message) : ''
  }
  return {
    action: `/${locale}/campaigns/${campaign.slug}/signatures`,
    name: typed(values, 'name'),
    email: typed(values, 'email'),
    city: typed(values, 'city'),
    comment: typed(values, 'comment'),
    key: typed(values, 'key'),
    from: typed(values, 'from'),
    edition: typed(values, 'edition') || String(campaign.edition),
    updates: typed(values, 'updates') !== '',
    countries: [
      { value: '', words: t('campaigns.form.chooseCountry'), chosen: country === '' },
      option(home),
      ...countriesIn[locale].filter(({ code }) => code !== home.code).map(option),
    ],
    visibilities: visibilities.map((value) => ({
      value,
      words: t(`campaigns.form.visibilities.${value}`),
      chosen: value === visibility,
    })),
    commentsShown: campaign.comments !== 'off',
    moreOpen: ['city', 'comment'].some((field) => typed(values, field) !== '' || words(field) !== ''),
    errors: Object.fromEntries(fields.map((field) => [field, words(field)])) as SignFormView['errors'],
    errorList: errors.map(({ field, message }) => ({ field, words: t(message) })),
    busy,
  }
}

const signerView =
  (locale: Locale, now: Date) =>
  ({ name, country, comment, signedAt }: Signer): SignerView => ({
    name,
    country: countryName(locale, country),
    ago: formatAgo(locale, signedAt, now),
    comment,
  })

const updateViews = (locale: Locale, { campaign, updates }: LiveCampaign) =>
  updates.flatMap(({ id, happenedOn, titles }) => {
    const text = titles.find((one) => one.locale === locale) ?? titles[0]
    const url = `/${locale}/campaigns/${campaign.slug}/updates#u-${id}`
    return text ? [{ url, title: text.title, lang: text.locale, date: formatDate(locale, new Date(happenedOn)) }] : []
  })

const campaignModel = (
  site: Site,
  locale: Locale,
  live: LiveCampaign,
  now: Date,
  returned: Returned,
): CampaignPageModel => {
  const { campaign } = live
  const t = translator(locale)
  const { text, lang } = textIn(campaign, locale)
  const link = `${site.publicUrl}/${locale}/campaigns/${campaign.slug}`
  return {
    missingText: lang !== locale,
    lang,
    kind: kindAndAddressees(campaign, locale),
    kindKey: campaign.kind,
    opened: t('campaigns.opened', { date: formatDate(locale, new Date(campaign.openedOn)) }),
    title: text.title,
    summary: text.summary,
    cover: coverIn(campaign, locale),
    callToAction: text.callToAction,
    body: renderMarkdown(text.body, campaign.images),
    document: (live.submission && documentView(campaign, live.submission, locale)) ?? null,
    brief: text.brief.map(({ text, source }) => ({ text, source: source ?? '' })),
    ...campaignDetails(campaign, locale, lang),
    signatories: signatoriesOf(campaign, locale),
    comments: live.comments.map(signerView(locale, now)),
    newest: live.newest.map(signerView(locale, now)),
    updates: updateViews(locale, live),
    updatesUrl: `/${locale}/campaigns/${campaign.slug}/updates`,
    commentsUrl: `/${locale}/campaigns/${campaign.slug}/moderation`,
    progress: progressOf(locale, live.counts.confirmed, campaign.goal),
    share: shareLinks(locale, link, text.title),
    link,
    lettersUrl: `/${locale}/campaigns/${campaign.slug}/letters`,
    open: phaseOf(campaign, now) === 'open',
    standing: standingOf(campaign, locale, now),
    editions: editionLine(campaign, locale),
    form: signFormView(locale, campaign, returned),
  }
}

/** The campaign's page; with a returned form, what was typed and what is wrong with it stand in their places. */
export const showCampaign = (site: Site, locale: Locale, live: LiveCampaign, now: Date, returned = untouched) => {
  const { campaign } = live
  const t = translator(locale)
  const { text } = textIn(campaign, locale)
  const refused = returned.form.errors.length > 0
  const organiser = publicOrganiser(campaign, locale)
  const context = {
    locale,
    path: `/campaigns/${campaign.slug}`,
    title: refused ? `${t('site.errorPrefix')} ${text.title}` : text.title,
    description: text.summary,
    indexed: !refused && !returned.busy,
    jsonLd: {
      '@context': 'https://schema.org',
      '@type': 'CreativeWork',
      additionalType: 'Petition',
      name: text.title,
      abstract: text.summary,
      inLanguage: textIn(campaign, locale).lang,
      datePublished: campaign.openedOn,
      ...(organiser && { author: { '@type': 'Organization', name: organiser.name } }),
      interactionStatistic: {
        '@type': 'InteractionCounter',
        interactionType: 'https://schema.org/EndorseAction',
        userInteractionCount: live.counts.confirmed,
      },
    },
  }
  return site.render(campaignPage, context, campaignModel(site, locale, live, now, returned))
}
