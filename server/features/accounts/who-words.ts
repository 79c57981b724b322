import type { Translate } from '../../i18n/index.ts'
import type { Person } from './person.ts'

/** Who did something: the name; a mark that leads to nobody, where the account was deleted; null: the server itself. */
export const whoWords = (t: Translate, people: Map<string, Person>, id: string | null): string => {
  if (id === null) return t('people.audit.system')
  return people.get(id)?.name ?? t('people.audit.deleted', { mark: id.slice(-4) })
}
