import type { SignatoryState } from '../../server/db/schema.ts'
import { listView, signatoryView, type TypedDecision } from '../../server/features/signatories/desk-view.ts'
import { formView } from '../../server/features/signatories/form-view.ts'
import { keepLogo } from '../../server/features/signatories/kept-logo.ts'
import { lineOf } from '../../server/features/signatories/names.ts'
import {
  askPage,
  groupsPage,
  invitedPage,
  listPage,
  saidPage,
  severalPage,
  signatoryPage,
} from '../../server/features/signatories/pages.ts'
import type { StoredSignatory } from '../../server/features/signatories/queries.ts'
import { sealContact } from '../../server/features/signatories/sealed-contact.ts'
import { groupsForm } from '../../server/features/signatories/several-view.ts'
import { typedFacts } from '../../server/features/signatories/typed-facts.ts'
import { showCampaign } from '../../server/features/signatures/campaign-view.ts'
import { type Locale, translator } from '../../server/i18n/index.ts'
import { renderMarkdown } from '../../server/render/markdown.ts'
import type { Site } from '../../server/render/page.ts'
import type { FormState } from '../../server/web/form.ts'
import { testVault } from '../campaign.ts'
import { now, readLive } from './campaign-samples.ts'
import { campaignFrom, readDemo } from './demo-campaign.ts'
import { deskFrame } from './moderation-samples.ts'

const counts = { pending: 0, held: 0, confirmed: 96, withdrawn: 0, refused: 0 }

const vault = testVault()
const campaign = { id: '00000000-0000-7000-8000-000000000001', dataKey: vault.newDataKey() }
const idAt = (place: number) => `00000000-0000-7000-8000-${String(place).padStart(12, '0')}`

const demo = await readDemo('kazakhstan-shooting-order')
const groups = demo.signatories?.groups ?? []
const people = demo.signatories?.office_holders ?? []

const stored = (
  place: number,
  state: SignatoryState,
  facts: StoredSignatory['facts'],
  contact: Parameters<typeof sealContact>[3] = {},
): StoredSignatory => ({
  id: idAt(place),
  kind: 'surname' in facts ? 'office-holder' : 'organisation',
  key: `signatory-${place}`,
  position: place,
  state,
  facts,
  sealed: sealContact(vault, campaign, idAt(place), contact),
  locale: 'en',
  held: state === 'pending',
  invitation: 1,
  invited_until: new Date('2026-04-11T00:00:00Z'),
  checked_at: null,
  left_at: null,
  logo_width: null,
  logo_height: null,
  logo_light: false,
  created_at: now,
  campaign_id: campaign.id,
  campaign: 'kazakhstan-shooting-order',
  campaign_state: 'open',
  data_key: campaign.dataKey,
  groups,
})

const organisation = (en: string, website: string | null = null) => ({ name: { en }, website, country: 'UA' })

const rows = [
  stored(1, 'waiting', organisation('Human Rights House “Crimea”', 'https://house.example'), {
    person: 'Олена Коваль',
    email: 'olena@mail.house.example',
  }),
  stored(2, 'pending', organisation('Institute of Mass Information', 'https://institute.example'), {
    person: 'Ada',
    email: 'ada@elsewhere.example',
  }),
  stored(3, 'confirmed', organisation('Human Rights Centre ZMINA', 'https://zmina.example')),
  stored(4, 'confirmed', organisation('Center for Civil Liberties')),
  ...people.slice(0, 6).map(({ key: _, ...facts }, index) => stored(10 + index, 'confirmed', facts)),
  ...people
    .slice(6, 7)
    .map(({ key: _, ...facts }) => stored(20, 'invited', facts, { email: 'holder@assembly.example' })),
  ...people.slice(7, 8).map(({ key: _, ...facts }) => stored(21, 'refused', facts, { reason: 'No longer in office' })),
]

const logo = Buffer.from('UklGRjAAAABXRUJQVlA4TCMAAAAvX8ALAA/w1f/9v9X//McD1LRtwIQ/6RKYZ0T/J0ARAb7nHQA=', 'base64')
const picture = { bytes: logo, width: 96, height: 48, digest: '', small: null, light: false }

const refused: FormState = {
  values: { name_en: 'River Watch', website: 'not a site', country: 'KZ', person: '', email: 'ada@' },
  errors: [
    { field: 'website', message: 'signatories.errors.website' },
    { field: 'person', message: 'signatories.errors.personMissing' },
    { field: 'email', message: 'signatories.errors.email' },
  ],
}

type Samples = Record<string, () => Promise<string>>

/** The pages of a statement in one language and of a declaration in both, and all about their signatories. */
export const signatorySamples = async (site: Site, locale: Locale): Promise<Samples> => {
  const petition = await readLive()
  const live = async (name: string) => ({
    ...petition,
    campaign: campaignFrom(await readDemo(name)),
    counts,
    newest: [],
    comments: [],
  })
  const statement = await live('kazakhstan-january-2022')
  const declaration = await live('kazakhstan-shooting-order')
  return {
    statement: () => showCampaign(site, locale, statement, now),
    declaration: () => showCampaign(site, locale, declaration, now),
    ...publicSamples(site, locale),
    ...deskSamples(site, locale),
  }
}

const publicSamples = (site: Site, locale: Locale): Samples => {
  const t = translator(locale)
  const context = { locale, path: '/campaigns/x/signatories', title: t('signatories.ask.title') }
  const line = {
    title: demo.texts[locale]?.title ?? '',
    lang: locale,
    url: `/${locale}/campaigns/kazakhstan-shooting-order`,
  }
  const asked = formView({
    locale,
    action: '/x',
    kind: 'organisation',
    state: { ...refused, values: { ...refused.values, logo: keepLogo(vault, picture) } },
    groups: [],
    contact: 'must',
  })
  const [holder] = rows.filter(({ state }) => state === 'invited')
  if (!holder) throw new Error('Nobody is invited')
  const values = typedFacts(holder.facts)
  const form = formView({
    locale,
    action: '/x',
    kind: 'office-holder',
    state: { values, errors: [] },
    groups,
    contact: 'no',
  })
  const preview = lineOf(holder.facts, groups, locale)
  const lead = t('signatories.invited.person')
  const text = { lang: locale, body: renderMarkdown('## One\n\nTwo.'), demands: ['Three'] }
  const invitation = { campaign: line, published: false, lead, text, preview, form }
  return {
    'co-signing-refused': () => site.render(askPage, context, { campaign: line, form: asked, key: '' }),
    'co-signing-confirm': () =>
      site.render(saidPage, context, {
        campaign: line,
        title: t('signatories.ask.confirmTitle'),
        words: t('signatories.ask.confirm'),
        mailboxUrl: '',
        action: '/x',
        button: t('signatories.ask.confirmButton'),
        withdrawalUrl: '/x/withdrawal',
      }),
    invited: () => site.render(invitedPage, context, invitation),
  }
}

const deskSamples = (site: Site, locale: Locale): Samples => {
  const t = translator(locale)
  const context = { locale, path: '/', title: t('signatories.desk.title'), desk: deskFrame(locale) }
  const list = listView(vault, locale, { slug: 'kazakhstan-shooting-order', declaration: true }, rows)
  const one = (id: string, decision: TypedDecision | null = null) => {
    const row = rows.find((each) => each.id === idAt(Number(id)))
    if (!row) throw new Error(`There is no signatory ${id}`)
    const state = {
      values: { ...typedFacts(row.facts), person: 'Олена Коваль', email: 'olena@house.example' },
      errors: [],
    }
    return signatoryView(row, { vault, publicUrl: 'https://otklik.example', locale, state, decision })
  }
  const several = {
    title: t('signatories.desk.several.office-holder.title'),
    listUrl: '/desk',
    action: '/desk/x',
    kind: 'office-holder',
    hint: t('signatories.desk.several.office-holder.hint'),
    text: 'Mr Nobody NOWHERE, Atlantis',
    checked: true,
    error: t('signatories.errors.unread', { entries: 'Mr Nobody NOWHERE, Atlantis' }),
  }
  const groupForm = groupsForm(locale, '/desk/x', groups)
  const title = t('signatories.desk.groups.title')
  return {
    'desk-signatories': () => site.render(listPage, context, list),
    'desk-signatory': () =>
      site.render(
        signatoryPage,
        context,
        one('1', { to: 'refused', reason: '', error: t('signatories.errors.reason') }),
      ),
    'desk-invited': () => site.render(signatoryPage, context, one('20')),
    'desk-several': () => site.render(severalPage, context, several),
    'desk-groups': () => site.render(groupsPage, context, { title, listUrl: '/desk', form: groupForm }),
  }
}
