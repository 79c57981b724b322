import { formatMoment, formatNumber, isMessageKey, type Locale, type Translate, translator } from '../../i18n/index.ts'
import type { AuditEntry, AuditFilter } from './audit.ts'
import { type Role, roles } from './people.ts'
import type { Person } from './person.ts'
import type { DeskCampaign } from './queries.ts'
import { roleWords } from './role-words.ts'
import { whoWords } from './who-words.ts'

interface AuditState {
  locale: Locale
  timeZone: string
  team: { slug: string; name: Record<Locale, string> }
  filter: AuditFilter
  entries: AuditEntry[]
  more: boolean
  choices: { people: string[]; campaigns: string[]; acts: string[] }
  people: Map<string, Person>
  campaigns: DeskCampaign[]
  /** Where the desk shows a campaign; empty where it does not. */
  campaignUrl: (slug: string) => string
  /** Addresses of invitations that entries are about. */
  invited: Map<string, string>
}

/** The team's log as its page shows it, in words of the reader's language. */
export const auditView = (state: AuditState) => {
  const { locale, team, filter, entries, more } = state
  const t = translator(locale)
  const url = `/desk/teams/${team.slug}/audit`
  const filters = Object.entries(filter).flatMap(([name, value]) =>
    value !== undefined && name !== 'before' ? [[name, value]] : [],
  )
  const at = (more: Record<string, string>) => {
    const query = new URLSearchParams({ ...Object.fromEntries(filters), ...more }).toString()
    return query ? `${url}?${query}` : url
  }
  const last = entries.at(-1)
  return {
    team: team.name[locale],
    action: url,
    filters: filtersOf(t, state),
    entries: entries.map((entry) => entryView(t, state, entry)),
    olderUrl: more && last ? at({ before: last.id }) : '',
    newestUrl: filter.before === undefined ? '' : at({}),
  }
}

const actWords = (t: Translate, act: string) => {
  const key = `accounts.acts.${act}`
  return isMessageKey(key) ? t(key) : act
}

const titleOf = (locale: Locale, { titles, slug }: DeskCampaign) => titles[locale] ?? Object.values(titles)[0] ?? slug

const filtersOf = (t: Translate, { locale, filter, choices, people, campaigns }: AuditState) => {
  const select = (
    name: 'person' | 'campaign' | 'act',
    any: 'people.audit.anyone' | 'people.audit.anyCampaign' | 'people.audit.anyAct',
    options: { value: string; label: string }[],
  ) => ({
    id: `audit-${name}`,
    name,
    label: t(`people.audit.${name}`),
    choices: [
      { value: '', label: t(any) },
      ...options.sort((one, other) => one.label.localeCompare(other.label, locale)),
    ].map((option) => ({ ...option, chosen: option.value === (filter[name] ?? '') })),
  })
  const shown = campaigns.filter(({ id }) => choices.campaigns.includes(id))
  return [
    select(
      'person',
      'people.audit.anyone',
      choices.people.map((id) => ({ value: id, label: whoWords(t, people, id) })),
    ),
    select(
      'campaign',
      'people.audit.anyCampaign',
      shown.map((campaign) => ({ value: campaign.id, label: titleOf(locale, campaign) })),
    ),
    select(
      'act',
      'people.audit.anyAct',
      choices.acts.map((act) => ({ value: act, label: actWords(t, act) })),
    ),
  ]
}

const entryView = (t: Translate, state: AuditState, entry: AuditEntry) => {
  const { locale, people, campaigns, campaignUrl } = state
  const campaign = campaigns.find(({ id }) => id === entry.campaign_id)
  return {
    at: entry.at,
    when: formatMoment(locale, entry.at, state.timeZone),
    who: entry.act === 'signatory-left' ? t('people.audit.coSigner') : whoWords(t, people, entry.account_id),
    what: actWords(t, entry.act),
    about: aboutOf(t, state, entry.details),
    campaign: campaign ? titleOf(locale, campaign) : '',
    campaignUrl: campaign ? campaignUrl(campaign.slug) : '',
  }
}

/** Whom an act was about, what they may do now, and how many it was done to; empty where it says nothing of that. */
const aboutOf = (t: Translate, { people, invited }: AuditState, details: AuditEntry['details']) => {
  const { member, invitation, roles: held, count } = details
  const whom = typeof member === 'string' ? whoWords(t, people, member) : ''
  const address = typeof invitation === 'string' ? (invited.get(invitation) ?? '') : ''
  const may = Array.isArray(held) ? roleWords(t, held.filter(isRole)) : ''
  const many = typeof count === 'number' ? `× ${formatNumber(count)}` : ''
  return [whom, address, may, many].filter((words) => words !== '').join(' · ')
}

const isRole = (value: unknown): value is Role => roles.some((role) => role === value)
