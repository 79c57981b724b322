import type { SignatoryGroup, SignatoryKind, SignatoryState } from '../../db/schema.ts'
import { formatDate, type Locale, type Translate, translator } from '../../i18n/index.ts'
import type { FormState } from '../../web/form.ts'
import { domainOf, type Vault } from '../privacy/index.ts'
import { moves } from './change-signatories.ts'
import { domainMatches } from './check-domain.ts'
import { invitationPath } from './compose-co-signing-mail.ts'
import { websiteOf } from './facts.ts'
import { formView } from './form-view.ts'
import { lineOf } from './names.ts'
import type { SignatoryLine } from './pages.ts'
import type { StoredSignatory } from './queries.ts'
import { type Contact, openContact } from './sealed-contact.ts'

export const contactOf = (vault: Vault, signatory: StoredSignatory): Contact =>
  openContact(vault, { id: signatory.campaign_id, dataKey: signatory.data_key }, signatory.id, signatory.sealed)

/** Whether the address is at the organisation's site, in words; null where one of the two is not known. */
const checkOf = (t: Translate, { facts }: StoredSignatory, { email }: Contact) => {
  const website = websiteOf(facts)
  if (website === null || email === '') return null
  const values = { domain: domainOf(email), host: new URL(website).hostname }
  return domainMatches(email, website)
    ? { good: true, words: t('signatories.desk.match', values) }
    : { good: false, words: t('signatories.desk.noMatch', values) }
}

const notesOf = (t: Translate, signatory: StoredSignatory, contact: Contact, locale: Locale): string[] => [
  ...(contact.person ? [contact.person] : []),
  ...(contact.email ? [contact.email] : []),
  ...(signatory.left_at ? [t('signatories.desk.left', { date: formatDate(locale, signatory.left_at) })] : []),
  ...(signatory.held ? [t('signatories.desk.held')] : []),
  ...(contact.changed ? [t('signatories.desk.changed')] : []),
  ...(contact.declined ? [t('signatories.desk.declined')] : []),
  ...(contact.reason ? [t('signatories.desk.because', { reason: contact.reason })] : []),
  ...(signatory.state === 'invited' && signatory.invited_until
    ? [t('signatories.desk.invitedUntil', { date: formatDate(locale, signatory.invited_until) })]
    : []),
]

const lineView =
  (vault: Vault, locale: Locale, base: string) =>
  (signatory: StoredSignatory, index: number, all: StoredSignatory[]): SignatoryLine => {
    const t = translator(locale)
    const contact = contactOf(vault, signatory)
    const check = checkOf(t, signatory, contact)
    return {
      id: signatory.id,
      ...lineOf(signatory.facts, signatory.groups, locale),
      url: `${base}/${signatory.id}`,
      state: t(`signatories.states.${signatory.state}`),
      notes: [
        ...notesOf(t, signatory, contact, locale),
        ...(check && signatory.state !== 'confirmed' ? [check.words] : []),
      ],
      first: index === 0,
      last: index === all.length - 1,
    }
  }

const kinds = ['organisation', 'office-holder'] as const satisfies SignatoryKind[]

/** All signatories of a campaign by kind and state. A declaration is of office-holders first. */
export const listView = (
  vault: Vault,
  locale: Locale,
  campaign: { slug: string; declaration: boolean },
  rows: StoredSignatory[],
) => {
  const t = translator(locale)
  const base = `/desk/campaigns/${campaign.slug}/signatories`
  const ordered = campaign.declaration ? kinds.toReversed() : kinds
  return {
    title: t('signatories.desk.title'),
    base,
    groupsUrl: `${base}/groups`,
    orderUrl: `${base}/order`,
    kinds: ordered.map((kind) => {
      const inStates = (...states: SignatoryState[]) =>
        rows.filter((row) => row.kind === kind && states.includes(row.state)).map(lineView(vault, locale, base))
      return {
        kind,
        title: t(`signatories.desk.kinds.${kind}`),
        addUrl: `${base}/new?kind=${kind}`,
        add: t(`signatories.desk.add.${kind}`),
        confirmed: inStates('confirmed'),
        waiting: inStates('waiting', 'pending'),
        invited: inStates('invited'),
        over: inStates('refused', 'withdrawn'),
      }
    }),
  }
}

export interface TypedDecision {
  to: string
  reason: string
  error: string
}

interface SignatoryWish {
  vault: Vault
  publicUrl: string
  locale: Locale
  state: FormState
  /** One that was refused, as it was typed. */
  decision: TypedDecision | null
}

/** One stored signatory as an editor works on it. */
export const signatoryView = (
  signatory: StoredSignatory,
  { vault, publicUrl, locale, state, decision }: SignatoryWish,
) => {
  const t = translator(locale)
  const contact = contactOf(vault, signatory)
  const listUrl = `/desk/campaigns/${signatory.campaign}/signatories`
  const own = `${listUrl}/${signatory.id}`
  const can = (to: keyof typeof moves) =>
    signatory.left_at === null && moves[to].some((from) => from === signatory.state)
  const inviting = ['waiting', 'invited', 'refused'].includes(signatory.state)
  const { kind, groups } = signatory
  return {
    title: lineOf(signatory.facts, groups, locale).words,
    listUrl,
    form: formView({ locale, action: own, kind, state, groups, contact: 'may' }),
    fresh: false,
    checkedNow: false,
    state: t(`signatories.states.${signatory.state}`),
    check: checkOf(t, signatory, contact),
    notes: notesOf(t, signatory, contact, locale),
    logo: logoOf(signatory, `${own}/logo`),
    decisions: (['confirmed', 'refused', 'withdrawn'] as const).filter(can).map((to) => ({
      to,
      words: t(`signatories.desk.decide.${to}`),
      danger: to !== 'confirmed',
      asksReason: to !== 'confirmed',
      typed: decision?.to === to ? decision.reason : '',
      error: decision?.to === to ? decision.error : '',
    })),
    stateUrl: `${own}/state`,
    invitation: inviting
      ? {
          url: `${own}/invitation`,
          canMail: contact.email !== '',
          link:
            signatory.state === 'invited' ? `${publicUrl}/${signatory.locale}${invitationPath(vault, signatory)}` : '',
        }
      : null,
    mailAgainUrl: signatory.state === 'pending' && signatory.held ? `${own}/confirmation` : '',
  }
}

const logoOf = ({ logo_width: width, logo_height: height, logo_light: light }: StoredSignatory, url: string) =>
  width !== null && height !== null ? { url, width, height, light } : null

interface FreshWish {
  locale: Locale
  listUrl: string
  kind: SignatoryKind
  state: FormState
  groups: SignatoryGroup[]
}

/** One that is to be added. */
export const freshView = ({ locale, listUrl, kind, state, groups }: FreshWish) => ({
  title: translator(locale)(`signatories.desk.add.${kind}`),
  listUrl,
  form: formView({ locale, action: `${listUrl}/new?kind=${kind}`, kind, state, groups, contact: 'may' }),
  fresh: true,
  checkedNow: state.values.then === 'confirmed',
  state: '',
  check: null,
  notes: [],
  logo: null,
  decisions: [],
  stateUrl: '',
  invitation: null,
  mailAgainUrl: '',
})

/** A page's title, with a word before it where its form was refused. */
export const titled = (t: Translate, title: string, { errors }: FormState) =>
  errors.length > 0 ? `${t('site.errorPrefix')} ${title}` : title
