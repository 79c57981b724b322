import {
  formatAgo,
  formatDate,
  formatMoment,
  type MessageKey,
  nameTimeZone,
  type Translate,
  timeZones,
  translator,
} from '../../i18n/index.ts'
import type { FormState } from '../../web/form.ts'
import { type FieldPlan, fieldView, problemsOf } from './field-view.ts'
import { languageView } from './members-view.ts'
import type { ListedPasskey } from './passkey-list.ts'
import type { DeskUser } from './people.ts'
import { roleWords } from './role-words.ts'

export type ProfileForm = 'profile' | 'password' | 'address'

/** What was just done, by the word in the address that says so. */
const done: Record<string, MessageKey> = {
  saved: 'people.me.saved',
  password: 'people.me.passwordSaved',
  address: 'people.me.addressAsked',
  passkey: 'people.me.passkeySaved',
  left: 'people.leaving.done',
}

const currentPassword: FieldPlan = {
  name: 'current',
  label: 'people.password.confirm',
  type: 'password',
  autocomplete: 'current-password',
}

interface ProfileState {
  user: DeskUser
  /** Whether one-time codes are set up. */
  codes: boolean
  passkeys: ListedPasskey[]
  /** Whether this site has a name that devices can keep keys for. */
  passkeysOffered: boolean
  now: Date
  said?: string | undefined
  refused?: { form: ProfileForm; state: FormState } | undefined
}

/** A person's own account as its page shows it. */
export const profileView = ({ user, codes, passkeys, passkeysOffered, now, said, refused }: ProfileState) => {
  const { locale } = user
  const t = translator(locale)
  const planOf = (id: ProfileForm | 'passkey') => ({ t, id, refused: refused?.form === id ? refused.state : undefined })
  const message = said === undefined ? undefined : done[said]
  return {
    problems: refused ? problemsOf(planOf(refused.form)) : [],
    saved: message ? t(message) : '',
    profile: {
      name: fieldView(planOf('profile'), {
        name: 'name',
        label: 'people.me.name',
        value: user.name,
        autocomplete: 'name',
      }),
      locale: languageView(planOf('profile'), 'people.me.language', locale),
      timeZone: timeZoneView(t, user, now, refused?.form === 'profile' ? refused.state : undefined),
    },
    emailNow: t('people.me.addressNow', { email: user.email }),
    address: [
      fieldView(planOf('address'), {
        name: 'email',
        label: 'people.me.addressNew',
        type: 'email',
        autocomplete: 'email',
      }),
      fieldView(planOf('address'), currentPassword),
    ],
    password: [
      fieldView(planOf('password'), { ...currentPassword, label: 'people.password.current' }),
      fieldView(planOf('password'), {
        name: 'password',
        label: 'people.password.new',
        hint: 'people.password.hint',
        type: 'password',
        autocomplete: 'new-password',
      }),
    ],
    teams: user.teams.map((team) => ({
      name: team.name[locale],
      roles: roleWords(t, team.roles),
      url: `/desk/teams/${team.slug}/leaving`,
      leave: t('people.leaving.title', { team: team.name[locale] }),
    })),
    secondFactor: secondFactorView(t, codes, passkeys.length > 0),
    passkeys: {
      offered: passkeysOffered,
      list: passkeys.map(({ id, name, createdAt, usedAt }) => ({
        name,
        facts: [
          t('people.passkeys.added', { date: formatDate(locale, createdAt, user.timeZone) }),
          usedAt ? t('people.passkeys.used', { ago: formatAgo(locale, usedAt, now) }) : t('people.passkeys.unused'),
        ],
        url: `/desk/me/passkeys/${id}`,
        change: t('people.passkeys.changeOf', { name }),
      })),
      fields: [
        fieldView(planOf('passkey'), {
          name: 'name',
          label: 'people.passkeys.name',
          hint: 'people.passkeys.nameHint',
        }),
        fieldView(planOf('passkey'), currentPassword),
      ],
    },
  }
}

/** All zones, by their parts of the world; the first is that of the campaigns' country. */
const timeZoneView = (
  t: Translate,
  { locale, timeZone, zoneChosen }: DeskUser,
  now: Date,
  refused: FormState | undefined,
) => {
  const chosen = refused ? String(refused.values.time_zone ?? '') : zoneChosen && timeZone
  const byRegion = new Map<string, { value: string; words: string; chosen: boolean }[]>()
  for (const zone of timeZones) {
    const [region = '', ...city] = zone.split('/')
    const words = (city.join(', ') || region).replaceAll('_', ' ')
    const known = byRegion.get(region) ?? []
    byRegion.set(region, [...known, { value: zone, words, chosen: zone === chosen }])
  }
  const error = refused?.errors.find(({ field }) => field === 'time_zone')
  return {
    error: error ? t(error.message) : '',
    now: t('people.me.timeZoneNow', {
      zone: nameTimeZone(locale, timeZone),
      time: formatMoment(locale, now, timeZone),
    }),
    regions: [...byRegion].map(([region, zones]) => ({ region, zones })),
  }
}

/** What is asked for besides the password, and where that is changed. */
const secondFactorView = (t: Translate, codes: boolean, passkeys: boolean) => {
  const toCodes = { url: '/desk/second-factor', words: t('people.me.secondFactorSet') }
  if (codes)
    return { words: t('people.me.secondFactorOn'), links: [{ ...toCodes, words: t('people.me.secondFactorChange') }] }
  if (!passkeys) return { words: t('people.me.secondFactorOff'), links: [toCodes] }
  const renew = { url: '/desk/me/recovery-codes', words: t('people.codes.button') }
  return { words: t('people.me.secondFactorPasskey'), links: [renew, toCodes] }
}
