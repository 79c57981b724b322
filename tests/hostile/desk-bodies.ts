import type { DeskRoute } from '../../server/desk.ts'
import type { Fields } from '../desk.ts'
import type { Named } from './desk-stock.ts'

const update = { happened_on: '2026-03-12', base: '1', title_en: 'News', body_en: 'Text', title_ru: '', body_ru: '' }
const organisation = {
  kind: 'organisation',
  name_en: 'A body',
  name_ru: '',
  website: '',
  country: 'KZ',
  person: '',
  email: '',
}
const state = {
  state: 'refused',
  who_en: 'A ministry',
  who_ru: '',
  on: '2016-04-01',
  source: 'A reply',
  note_en: '',
  note_ru: '',
}
const oneCase = {
  kind: 'event',
  basis: 'consent',
  source: '',
  name_en: 'A case',
  name_ru: '',
  status_en: '',
  status_ru: '',
}
const refusal = { refuse: 'selected', reason: 'abuse', note: '' }
const secret = { current: 'wrong', password: 'cobalt ferry outlast dune' }

/** What a browser would send to each route, by the end of its address; a route that is new gets an empty form. */
const bodies: [RegExp, (named: Named) => Fields][] = [
  [/cases\/new$/, () => ({ ...oneCase, key: 'a-new-case' })],
  [/cases\/:case$/, () => oneCase],
  [
    /edit\/:section$/,
    () => ({ locale: 'en', base: '1', title: 'A title', summary: 'A summary', call_to_action: 'Sign' }),
  ],
  [/history$/, () => ({ locale: 'en', revision: '1', base: '1' })],
  [/exports$/, () => ({ purpose: 'statistics', format: 'csv', reason: 'For a report' })],
  [/columns$/, () => ({ column_0: 'name', column_1: 'email', country: 'KZ', locale: 'en' })],
  [/start$/, () => ({ source: 'On paper', agreed: 'on' })],
  [/life$/, () => ({ to: 'closed', note_en: 'Enough' })],
  [/moderation\/(?::tab|answers\/:id)$|:team\/moderation$/, () => ({ ...refusal, kind: 'refused', text: 'x' })],
  [/undo$/, () => ({ batch: '00000000-0000-7000-8000-000000000000' })],
  [/recommendations\/:recommendation$/, () => state],
  [/signatories\/(?:new|:signatory)$/, () => organisation],
  [/signatories\/several$/, () => ({ kind: 'organisation', list: 'One\nAnother', checked: 'yes' })],
  [/signatories\/order$/, ({ signatory = '' }) => ({ kind: 'organisation', signatory, move: 'up' })],
  [/signatory\/state$/, () => ({ to: 'withdrawn', reason: 'They asked' })],
  [/groups$/, () => ({ short_en: 'GUE', short_ru: '', name_en: 'United Left', name_ru: '' })],
  [/updates(?:\/:id)?$/, () => update],
  [/:id\/mail$/, () => ({ agree: 'yes' })],
  [/campaigns\/new$/, () => ({ kind: 'petition', title_en: 'Begun', title_ru: '', slug: 'begun', country: 'KZ' })],
  [/invitations$/, () => ({ email: 'new@team.example', roles: 'editor', locale: 'en' })],
  [/:member$/, () => ({ roles: 'translator' })],
  [/desk\/me$/, () => ({ name: 'Ada', locale: 'en' })],
  [/me\/(?:password|address|recovery-codes)$/, () => ({ ...secret, email: 'eve@evil.example' })],
  [/second-factor/, () => ({ ...secret, code: '123456' })],
  [/letters\/:held$/, () => ({ decision: 'drop' })],
  [/sign-in$/, () => ({ email: 'ada@team.example', password: 'wrong' })],
]

export const bodyOf = ({ url }: DeskRoute, named: Named): Fields =>
  bodies.find(([end]) => end.test(url))?.[1](named) ?? {}
