import type { Translate } from '../../i18n/index.ts'
import { type Role, roles } from './people.ts'

/** What a person may do, in words and always in one order: «owner, editor». */
export const roleWords = (t: Translate, held: readonly Role[]): string =>
  roles
    .filter((role) => held.includes(role))
    .map((role) => t(`accounts.roles.${role}`))
    .join(', ')
