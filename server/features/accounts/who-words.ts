import type { Translate } from '../../i18n/index.ts'

/** Who did something: the name; a mark that leads to nobody, where the account was deleted; null: the server itself. */
export const whoWords = (t: Translate, people: ReadonlyMap<string, { name: string }>, id: string | null): string => {
  if (id === null) return t('people.audit.system')
  return people.get(id)?.name ?? t('people.audit.deleted', { mark: id.slice(-4) })
}
