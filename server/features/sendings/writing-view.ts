import { randomUUID } from 'node:crypto'
import { type Locale, translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import type { FormState } from '../../web/form.ts'
import type { Campaign } from '../campaigns/index.ts'
import type { Vault } from '../privacy/index.ts'
import { campaignLink, officeName, proposals } from './board-view.ts'
import { formView, problemsOf } from './form-view.ts'
import { campaignKey, letterLine, type Writing, writingPath } from './letter-line.ts'
import { formPage, writingPage } from './pages.ts'
import type { BoardOffice, StoredLetter } from './queries.ts'
import { openWriter, type WriterPerson } from './sealed-writer.ts'

interface WritingState extends Writing {
  campaign: Campaign
  letters: StoredLetter[]
  offices: BoardOffice[]
  refused?: FormState
}

/** How many offices a writer is proposed at once. */
const PROPOSED = 2

/** The writer's page: every letter with its state, the next office, reminders, and the end of it all. */
export const showWriting = (site: Site, vault: Vault, locale: Locale, state: WritingState) => {
  const { token, writer, campaign, letters, refused } = state
  const t = translator(locale)
  const path = writingPath(token)
  const at = `/${locale}${path}`
  const person = openWriter(vault, campaignKey(writer), writer.id, writer.sealed)
  const title = `${refused ? `${t('site.errorPrefix')} ` : ''}${t('sendings.writing.title')}`
  return site.render(
    writingPage,
    { locale, path, title },
    {
      campaign: campaignLink(locale, campaign),
      link: `${site.publicUrl}${at}`,
      mailNote: mailNote(locale, person),
      letters: letters.map((letter) => letterLine(vault, locale, state, letter)),
      problems: problemsOf(t, 'reminders', refused),
      another: anotherForms(locale, state),
      reminders: remindersForm(locale, `${at}/reminders`, writer.reminders, person, refused),
      erasure: formView(t, {
        id: 'erasure',
        action: `${at}/erasure`,
        button: 'sendings.erasure.button',
        title: 'sendings.erasure.open',
        folded: true,
        danger: true,
      }),
      boardUrl: `/${locale}/campaigns/${campaign.slug}/board`,
    },
  )
}

const mailNote = (locale: Locale, { email, confirmed }: WriterPerson) =>
  email === '' || confirmed ? '' : translator(locale)('sendings.writing.mailWaits', { email })

/** One form an office, so that a tap takes the next letter on. */
const anotherForms = (locale: Locale, { token, writer, letters, offices }: WritingState) => {
  const t = translator(locale)
  const written = new Set(letters.filter(({ state }) => state !== 'cancelled').map(({ office_id }) => office_id))
  return proposals(offices, writer.resident, writer.id)
    .filter(({ office, when }) => when === 'now' && !written.has(office.office_id))
    .slice(0, PROPOSED)
    .map(({ office }) => ({
      ...formView(t, {
        id: `another-${office.key}`,
        action: `/${locale}${writingPath(token)}/letters`,
        button: 'sendings.writing.another',
        key: randomUUID(),
        fields: [],
      }),
      title: officeName(locale, office.office),
      lead: office.key,
    }))
}

const remindersForm = (
  locale: Locale,
  action: string,
  reminders: boolean,
  { email, wantsReminders }: WriterPerson,
  refused: FormState | undefined,
) =>
  formView(translator(locale), {
    id: 'reminders',
    action,
    button: 'sendings.reminders.button',
    refused,
    fields: [
      {
        name: 'reminders',
        label: 'sendings.fields.reminders',
        kind: 'tick',
        value: reminders || wantsReminders ? 'on' : '',
      },
      {
        name: 'email',
        label: 'sendings.fields.email',
        type: 'email',
        autocomplete: 'email',
        optional: true,
        value: email,
      },
    ],
  })

/** Nothing is left of the writer. */
export const showErased = (site: Site, locale: Locale) => {
  const t = translator(locale)
  const title = t('sendings.erased.title')
  return site.render(
    formPage,
    { locale, path: '/writing/erased', title },
    {
      kicker: '',
      kickerUrl: '',
      title,
      lead: t('sendings.erased.lead'),
      problems: [],
      forms: [],
      links: [{ words: t('site.toCampaigns'), url: `/${locale}/` }],
    },
  )
}
