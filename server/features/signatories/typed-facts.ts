import type { z } from 'zod'
import type { LocalizedText } from '../../i18n/index.ts'
import { readForm } from '../../web/form.ts'
import type { Facts, OfficeHolderFacts, OrganisationFacts } from './facts.ts'
import { type invitedOfficeForm, type invitedOrganisationForm, officeForm, organisationForm } from './forms.ts'

const said = (en: string, ru: string): LocalizedText => ({ ...(en !== '' && { en }), ...(ru !== '' && { ru }) })

export const organisationFacts = (form: z.output<typeof invitedOrganisationForm>): OrganisationFacts => ({
  name: said(form.name_en, form.name_ru),
  website: form.website || null,
  country: form.country || null,
})

/** A group that the campaign does not have is none. */
export const officeFacts = (form: z.output<typeof invitedOfficeForm>, groups: string[]): OfficeHolderFacts => ({
  honorific: form.honorific || null,
  given: said(form.given_en, form.given_ru),
  surname: said(form.surname_en, form.surname_ru),
  country: form.country,
  group: groups.includes(form.group) ? form.group : null,
  capacity: said(form.capacity_en, form.capacity_ru),
  since: form.since || null,
  until: form.until || null,
})

/** Facts as the fields of a form have them. */
export const typedFacts = (facts: Facts): Record<string, string> =>
  'surname' in facts
    ? {
        honorific: facts.honorific ?? '',
        given_en: facts.given.en ?? '',
        surname_en: facts.surname.en ?? '',
        given_ru: facts.given.ru ?? '',
        surname_ru: facts.surname.ru ?? '',
        country: facts.country,
        group: facts.group ?? '',
        capacity_en: facts.capacity.en ?? '',
        capacity_ru: facts.capacity.ru ?? '',
        since: facts.since ?? '',
        until: facts.until ?? '',
      }
    : {
        name_en: facts.name.en ?? '',
        name_ru: facts.name.ru ?? '',
        website: facts.website ?? '',
        country: facts.country ?? '',
      }

/** The facts and the contact that were typed at the desk. */
export const readSignatory = (kind: 'organisation' | 'office-holder', groups: { key: string }[], body: unknown) => {
  if (kind === 'organisation') {
    const form = readForm(organisationForm, body)
    if (!form.ok) return form
    const { person, email } = form.values
    return { ok: true as const, facts: organisationFacts(form.values), person, email }
  }
  const form = readForm(officeForm, body)
  if (!form.ok) return form
  const { person, email } = form.values
  const keys = groups.map(({ key }) => key)
  return { ok: true as const, facts: officeFacts(form.values, keys), person, email }
}
