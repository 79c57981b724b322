import { isWebAddress } from '../../folders/fields.ts'
import {
  countryName,
  formatDate,
  formatPartialDate,
  type Locale,
  type Translate,
  translator,
} from '../../i18n/index.ts'
import { imageUrl } from '../../render/image-element.ts'
import type {
  Campaign,
  CountView,
  DeclarationView,
  OfficeHolder,
  OrganisationView,
  SignatoriesView,
} from '../campaigns/index.ts'
import { inLocale, personName } from './names.ts'

/** What a campaign's page shows of those who signed as an organisation or in office, and of how it was tabled. */
export const signatoriesOf = (campaign: Campaign, locale: Locale): SignatoriesView => {
  const { organisations, officeHolders } = campaign.signatories
  const formal = campaign.kind !== 'petition' || organisations.length > 0 || officeHolders.length > 0
  return {
    formal,
    declaration: declarationView(campaign, locale),
    organisations: organisations.map(({ name, website, logo }): OrganisationView => {
      const { words, lang } = inLocale(name, locale)
      return {
        words,
        lang,
        url: website !== null && isWebAddress(website) ? website : '',
        logo: logo ? { src: imageUrl(logo.digest), width: logo.width, height: logo.height, light: logo.light } : null,
      }
    }),
    askUrl:
      campaign.coSigning === 'open' && campaign.state === 'open'
        ? `/${locale}/campaigns/${campaign.slug}/signatories`
        : '',
  }
}

const declarationView = (campaign: Campaign, locale: Locale): DeclarationView | null => {
  const { officeHolders } = campaign.signatories
  if (!campaign.declaration && officeHolders.length === 0) return null
  const t = translator(locale)
  return {
    references: referencesOf(campaign, locale, t),
    people: officeHolders.map((holder) => personView(campaign, holder, locale, t)),
    byCountry: countriesOf(officeHolders, locale),
    byGroup: groupsOf(campaign, locale, t),
  }
}

/** “Written declaration No. 734”, “Doc. 15452”, “8 February 2022” */
const referencesOf = ({ declaration }: Campaign, locale: Locale, t: Translate): string[] => {
  if (!declaration) return []
  const { title, number, document, tabled } = declaration
  const name = title?.[locale] ?? t('signatories.declaration.title')
  return [
    number === null ? name : t('signatories.declaration.number', { name, number }),
    ...(document ? [document[locale]] : []),
    ...(tabled === null ? [] : [formatDate(locale, new Date(tabled))]),
  ]
}

const groupOf = (campaign: Campaign, key: string | null) =>
  campaign.signatories.groups.find((group) => group.key === key)

const personView = (campaign: Campaign, holder: OfficeHolder, locale: Locale, t: Translate) => {
  const group = groupOf(campaign, holder.group)
  return {
    name: personName(holder, locale),
    country: countryName(locale, holder.country),
    group: group ? { short: group.short[locale], name: group.name[locale] } : null,
    office: officeOf(holder, locale, t),
  }
}

/** “Chair of the committee, since 2018” */
const officeOf = ({ capacity, since, until }: OfficeHolder, locale: Locale, t: Translate): string => {
  const parts = [
    inLocale(capacity, locale).words,
    since === null ? '' : t('signatories.since', { date: formatPartialDate(locale, since) }),
    until === null ? '' : t('signatories.until', { date: formatPartialDate(locale, until) }),
  ]
  return parts.filter((part) => part !== '').join(', ')
}

/** How many each name stands for, the most first, equals by the alphabet of the language. */
const counted = (locale: Locale, names: { short: string; name: string }[]): CountView[] => {
  const counts = new Map<string, CountView>()
  for (const { short, name } of names) {
    const known = counts.get(name) ?? { short, name, count: 0 }
    counts.set(name, { ...known, count: known.count + 1 })
  }
  const { compare } = new Intl.Collator(locale)
  return [...counts.values()].sort((a, b) => b.count - a.count || compare(a.name, b.name))
}

const countriesOf = (holders: OfficeHolder[], locale: Locale) =>
  counted(
    locale,
    holders.map(({ country }) => ({ short: '', name: countryName(locale, country) })),
  )

/** None where nobody has a group. */
const groupsOf = (campaign: Campaign, locale: Locale, t: Translate) => {
  const holders = campaign.signatories.officeHolders
  if (holders.every(({ group }) => group === null)) return []
  return counted(
    locale,
    holders.map(({ group: key }) => {
      const group = groupOf(campaign, key)
      return group
        ? { short: group.short[locale], name: group.name[locale] }
        : { short: '', name: t('signatories.noGroup') }
    }),
  )
}
