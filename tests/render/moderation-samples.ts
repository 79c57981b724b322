import { answerView } from '../../server/features/moderation/answer-view.ts'
import { decidedPage, releasePage } from '../../server/features/moderation/decided-pages.ts'
import type { TypedDecision } from '../../server/features/moderation/forms.ts'
import { answerItem, correctionItem } from '../../server/features/moderation/items.ts'
import { listView, problemLinks, tabViews } from '../../server/features/moderation/moderation-view.ts'
import {
  answerPage,
  type ItemView,
  queuePage,
  refusalsPage,
  teamQueuePage,
} from '../../server/features/moderation/pages.ts'
import { refusalParts } from '../../server/features/moderation/refusals.ts'
import { releaseView } from '../../server/features/moderation/release-view.ts'
import { type Locale, translator } from '../../server/i18n/index.ts'
import type { DeskFrame, Site } from '../../server/render/page.ts'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

const titles = { en: 'Say no to slaughtering stray animals', ru: 'Скажите нет концлагерю для животных' }

/** The frame of the desk as a moderator sees it. */
export const deskFrame = (locale: Locale): DeskFrame => ({
  name: 'Айгүл Сейтқали',
  team: { en: 'Volunteering Committee', ru: 'Комитет волонтёров' }[locale],
  teamUrl: '/desk/teams/volunteering-committee',
  campaign: titles[locale],
  links: [{ words: translator(locale)('moderation.title'), url: '/desk/campaigns/x/moderation', current: true }],
  languages: [
    { locale: 'en', words: translator(locale)('site.english'), url: '/desk/?lang=en', current: locale === 'en' },
    { locale: 'ru', words: translator(locale)('site.russian'), url: '/desk/?lang=ru', current: locale === 'ru' },
  ],
})

const comment = (n: number, title: string, text: string, why: string[]): ItemView => ({
  key: `${n}.${id(n)}`,
  id: `item-${id(n)}`,
  title,
  facts: [],
  text,
  lang: 'ru',
  why,
  change: null,
  source: '',
  link: null,
  chosen: false,
})

const commentsIn = (locale: Locale): ItemView[] => {
  const t = translator(locale)
  const word = t('moderation.rules.word', { word: 'идиоты', category: t('moderation.words.insult') })
  const facts = { en: ['Kazakhstan', '4 March 2026'], ru: ['Казахстан', '4 марта 2026'] }[locale]
  return [
    comment(1, 'Борис Крамаров', 'Вы и д и о т ы, сами бы пожили в клетке!', [word]),
    comment(2, 'Maxine Kent', 'I adopted two dogs from this shelter: www.two-dogs.example\nHelp them.', [
      t('moderation.rules.link'),
    ]),
    comment(3, 'Константин Константинопольский-Долгоруков', 'Звоните: +7 701 234 56 78', [
      t('moderation.rules.number'),
    ]),
  ].map((item) => ({ ...item, facts }))
}

const correction = {
  id: id(9),
  slug: 'kz-president',
  name: { en: 'President of Kazakhstan', ru: { nominative: 'Президент Казахстана' } },
  about: 'Letters come back: the reception has moved.',
  kind: null,
  address: 'https://reception.example/new-address',
  source_url: 'https://news.example/they-have-moved',
  created_at: new Date('2026-03-04T09:00:00Z'),
  channelKind: 'online-reception',
  before: { en: 'https://reception.example/', ru: 'https://reception.example/' },
} as const

const waiting = {
  id: id(10),
  kind: null,
  created_at: new Date('2026-03-04T09:00:00Z'),
  received_on: '2026-03-04',
  name: correction.name,
  file_type: 'application/pdf',
} as const

/** What was decided: several at once with a note, one that was taken back, and what can't be. */
const decidedIn = (locale: Locale) => {
  const t = translator(locale)
  const entry = {
    at: new Date('2026-03-04T09:00:00Z'),
    when: { en: '4 March 2026, 09:00 UTC', ru: '4 марта 2026 г., 09:00 UTC' }[locale],
    who: 'Айгүл Сейтқали',
    reason: t('moderation.reasons.insult'),
    more: t('moderation.decided.more', { count: 9, number: '9' }),
    since: '',
    batch: id(3),
    undo: '4',
  }
  const subject = { title: 'Борис Крамаров', text: 'Вы и д и о т ы', lang: 'ru', note: 'Грубо' }
  return {
    lead: t('moderation.decided.lead'),
    backUrl: '/desk/campaigns/x/moderation',
    kinds: [
      { words: t('moderation.decided.all'), url: '/desk/x', current: true },
      { words: t('moderation.tabs.held'), url: '/desk/x?kind=held', current: false },
    ],
    entries: [
      { ...entry, what: `${t('moderation.decided.what.comment.refused')}: 10`, subjects: [subject] },
      {
        ...entry,
        who: t('people.audit.deleted', { mark: '3f2a' }),
        what: t('moderation.decided.what.held.accepted'),
        reason: '',
        subjects: [{ ...subject, title: 'Константин Константинопольский-Долгоруков', text: '', note: '' }],
        more: '',
        since: t('moderation.decided.undone'),
        batch: '',
      },
    ],
    action: '/desk/campaigns/x/moderation/undo',
    olderUrl: '/desk/x?before=1',
    newestUrl: '/desk/x',
  }
}

/** The queue with a decision just taken and with one refused, a team's, an answer's page, and what the public sees. */
export const moderationSamples = (site: Site, locale: Locale): Record<string, () => Promise<string>> => {
  const t = translator(locale)
  const context = { locale, path: '/', title: t('moderation.title'), desk: deskFrame(locale) }
  const counts = { comments: 1000, held: 12_345, corrections: 1, answers: 1 }
  const typed: TypedDecision = { chosen: [`1.${id(1)}`], reason: '', note: 'Грубо' }
  const errors = [{ field: 'reason', message: 'moderation.errors.reason' as const }]
  const queue = (tab: 'comments' | 'answers', items: ItemView[], refused: boolean) =>
    site.render(queuePage, context, {
      title: t('moderation.title'),
      lead: t(`moderation.leads.${tab}`),
      decidedUrl: '/desk/campaigns/x/moderation/decisions',
      releaseUrl: refused ? '/desk/campaigns/x/moderation/held/release' : '',
      tabs: tabViews(locale, 'x', counts, tab),
      done: refused ? null : { words: t('moderation.done.refused', { count: 2 }), batch: id(3), action: '/desk/undo' },
      problems: refused ? problemLinks(locale, errors) : [],
      list: listView(locale, {
        tab,
        part: { items, next: 'more' },
        url: `/desk/campaigns/x/moderation/${tab}`,
        from: 'here',
        refused: refused ? { typed, errors } : null,
        notes: true,
      }),
    })
  const list = listView(locale, {
    tab: 'corrections',
    part: { items: [correctionItem({ locale, timeZone: 'Asia/Almaty' }, correction as never)], next: '' },
    url: '/desk/teams/x/moderation',
    from: undefined,
    refused: null,
    notes: false,
  })
  const answer = {
    id: id(10),
    kind: null,
    received_on: '2026-03-04',
    locale: 'ru',
    office_name: correction.name,
  } as const
  const text = 'Уважаемая Анна Иванова! На № ЖТ-2026-777: отказать.\nИсполнитель: Петров П. П.'
  const refusedAnswer = {
    values: { text, kind: 'forwarded', forwarded_to: '' },
    errors: [
      { field: 'forwarded_to', message: 'moderation.errors.forwardedTo' as const },
      { field: 'file', message: 'moderation.errors.file' as const },
    ],
  }
  const campaign = { title: titles[locale], lang: locale, url: `/${locale}/campaigns/x` }
  return {
    'moderation-queue': () => queue('comments', commentsIn(locale), false),
    'moderation-refused': () => queue('comments', commentsIn(locale), true),
    'moderation-answers': () => queue('answers', [answerItem(locale, 'x', waiting as never)], false),
    'moderation-team': () =>
      site.render(teamQueuePage, context, {
        decidedUrl: '/desk/teams/x/moderation/decisions',
        campaigns: [
          {
            title: titles[locale],
            lang: locale,
            counts: [{ words: t('moderation.tabs.held'), count: '12 345', url: '/desk/campaigns/x/moderation/held' }],
          },
        ],
        done: null,
        problems: [],
        list,
      }),
    'moderation-answer': () =>
      site.render(
        answerPage,
        context,
        answerView(locale, {
          campaign: 'x',
          answer: { ...answer, file_type: 'application/pdf' } as never,
          text,
          proposed: text.replace('Анна Иванова', '█████'),
          followed: undefined,
          offices: [{ slug: correction.slug, name: correction.name } as never],
          refused: refusedAnswer,
        }),
      ),
    'moderation-decided': () => site.render(decidedPage, context, decidedIn(locale)),
    'moderation-release': () =>
      site.render(
        releasePage,
        context,
        releaseView(
          locale,
          '/desk/campaigns/x/moderation',
          [
            { reason: 'network', count: 12_301, confirmed: 9_876 },
            { reason: 'campaign', count: 44, confirmed: 4 },
          ],
          new Date('2026-03-04T09:00:00Z'),
        ),
      ),
    refusals: () =>
      site.render(
        refusalsPage,
        { locale, path: '/campaigns/x/moderation', title: t('moderation.public.title'), indexed: true },
        {
          campaign,
          rule: t('moderation.public.rule.after-rules'),
          parts: refusalParts(locale, [{ kind: 'comment', reason: 'insult', count: 23 }]),
        },
      ),
  }
}
