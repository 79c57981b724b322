import { type Locale, translator } from '../../i18n/index.ts'
import type { FormState } from '../../web/form.ts'
import type { OwnedTeam } from './delete-account.ts'
import { fieldView, problemsOf } from './field-view.ts'
import { teamUrl } from './members-view.ts'

interface DeletionState {
  locale: Locale
  alone: OwnedTeam[]
  /** Whether a passkey may confirm it. */
  byPasskey: boolean
  refused?: FormState | undefined
}

/** What deleting the account takes away and leaves; which teams stand in its way; and how it is confirmed. */
export const deletionView = ({ locale, alone, byPasskey, refused }: DeletionState) => {
  const t = translator(locale)
  const plan = { t, id: 'deletion', refused }
  const needed = alone.filter((team) => team.needed)
  const going = alone.filter((team) => !team.needed)
  const names = going.map(({ name }) => t('people.deletion.teamName', { name: name[locale] }))
  return {
    title: t('people.deletion.title'),
    problems: needed.length > 0 ? [] : problemsOf(plan),
    blocked: needed.map((team) => ({ name: team.name[locale], url: teamUrl(team) })),
    facts: [
      t('people.deletion.goes'),
      ...(going.length > 0 ? [t('people.deletion.teamsGo', { teams: names.join(', '), count: going.length })] : []),
      t('people.deletion.stays'),
    ],
    field: fieldView(plan, {
      name: 'current',
      label: 'people.password.confirm',
      type: 'password',
      autocomplete: 'current-password',
    }),
    byPasskey,
  }
}
