import { wordsAt } from '../../server/features/accounts/form-words.ts'
import {
  codePage,
  deskHomePage,
  keptFormPage,
  recoveryCodesPage,
  secondFactorPage,
  sendKeptPage,
  setUpPage,
  signInPage,
} from '../../server/features/accounts/pages.ts'
import { secretToScan, spelledSecret } from '../../server/features/accounts/totp.ts'
import { type Locale, translator } from '../../server/i18n/index.ts'
import type { Page, Site } from '../../server/render/page.ts'
import { deskFrame } from './moderation-samples.ts'

const SECRET = 'DZBS3A4NKD3VT2OMABUN6NFYFS6G734S'

const titles = {
  en: ['Say no to slaughtering stray animals in Kazakhstan', 'Review the administration of justice'],
  ru: ['Скажите нет концлагерю для животных в Казахстане', 'Оцените отправление правосудия'],
}

const homeIn = (locale: Locale) => {
  const t = translator(locale)
  const [first = '', second = ''] = titles[locale]
  const links = [{ words: t('people.members.nav'), url: '/desk/teams/volunteering-committee/members' }]
  const team = { id: 'team-a', name: deskFrame(locale).team, url: '/desk/teams/volunteering-committee' }
  const campaigns = [
    { title: first, url: '/desk/campaigns/x/edit', state: t('desk.states.open') },
    { title: second, url: '', state: t('desk.states.draft') },
  ]
  const [owner, coordinator] = [t('accounts.roles.owner'), t('accounts.roles.coordinator')]
  return {
    name: deskFrame(locale).name,
    teams: [
      { ...team, roles: t('desk.home.roles', { count: 1, roles: owner }), links, campaigns },
      {
        ...team,
        id: 'team-b',
        name: { en: 'Friends of the River', ru: 'Друзья реки' }[locale],
        roles: t('desk.home.roles', { count: 1, roles: coordinator }),
        links: [],
        campaigns: [],
      },
    ],
  }
}

const signInIn = (locale: Locale) => {
  const t = translator(locale)
  const onward = { next: '/desk/', packed: '' }
  const wrong = t('accounts.signIn.waitSeconds', { count: 21 })
  const fresh = { ...onward, title: t('accounts.signIn.title'), lead: '', email: '', emailError: '', passwordError: '' }
  const at = wordsAt(t, [{ field: 'code', message: 'accounts.code.wrong' }])
  return {
    'sign-in': [signInPage, { ...fresh, problems: [] }],
    'sign-in-kept': [
      signInPage,
      {
        ...fresh,
        title: t('accounts.signedOut.title'),
        lead: t('accounts.signedOut.lead'),
        packed: '{"action":"/desk/","fields":[]}',
        email: 'aigul@volunteers.example',
        passwordError: wrong,
        problems: [{ field: 'password', words: wrong }],
      },
    ],
    code: [codePage, { ...onward, error: at('code'), problems: [{ field: 'code', words: at('code') }] }],
    'send-kept': [sendKeptPage, { action: '/desk/campaigns/x/edit/heading', fields: [{ name: 'title', value: 'x' }] }],
  } as const
}

const secondFactorIn = (locale: Locale) => {
  const t = translator(locale)
  const error = t('accounts.code.wrong')
  const forms = (['renew', 'off'] as const).map((id) => ({
    id,
    action: `/desk/second-factor/${id}`,
    title: t(`accounts.secondFactor.${id}Title`),
    lead: t(`accounts.secondFactor.${id}Lead`),
    button: t(`accounts.secondFactor.${id}`),
    error: id === 'renew' ? error : '',
  }))
  const setUp = {
    needed: true,
    ...secretToScan(SECRET, 'aigul@volunteers.example'),
    spelled: spelledSecret(SECRET),
    secret: 'sealed',
    passwordError: '',
    codeError: error,
    problems: [{ field: 'code', words: error }],
  }
  const left = t('accounts.secondFactor.left', { count: 7 })
  return {
    'second-factor-set-up': [setUpPage, setUp],
    'second-factor': [secondFactorPage, { left, forms, problems: [{ field: 'renew-code', words: error }] }],
    'recovery-codes': [
      recoveryCodesPage,
      { codes: Array.from({ length: 10 }, (_, n) => `k7wq2${n + 2 > 9 ? 'x' : n + 2}-m4tz8p`) },
    ],
    'kept-form': [keptFormPage, { action: '/desk/', fields: [{ name: 'title', value: 'x' }] }],
  } as const
}

/** The desk's first page, signing in and the second factor, by name. */
export const accountSamples = (site: Site, locale: Locale): Record<string, () => Promise<string>> => {
  const own = { ...deskFrame(locale), team: '', teamUrl: '', campaign: '', links: [] }
  const pages: Record<string, readonly [Page<object>, object]> = {
    home: [deskHomePage, homeIn(locale)],
    ...signInIn(locale),
    ...secondFactorIn(locale),
  }
  return Object.fromEntries(
    Object.entries(pages).map(([name, [page, model]]) => [
      `desk-${name}`,
      () => {
        const desk = name.startsWith('sign-in') || name === 'code' ? { ...own, name: '' } : own
        return site.render(page, { locale, path: '/', title: name, desk }, model)
      },
    ]),
  )
}
