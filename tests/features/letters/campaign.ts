import type { Addressee, Campaign, Channel } from '../../../server/features/campaigns/index.ts'
import { composeLetter, type Sender } from '../../../server/features/letters/compose.ts'
import { compileTemplate } from '../../../server/features/letters/template.ts'
import type { Locale } from '../../../server/i18n/index.ts'

const plainChannel = {
  residentsOnly: false,
  languages: ['en', 'ru'] as Locale[],
  maxLength: null,
  exposes: [] as never[],
  note: {},
  state: 'working' as const,
  attachments: null,
  legalStanding: null,
  source: null,
  checkedOn: null,
} satisfies Partial<Channel>

export const president: Addressee = {
  key: 'president',
  office: {
    id: '00000000-0000-7000-8000-000000000002',
    slug: 'kz-president',
    inDirectory: true,
    name: {
      en: 'President of the Republic of Kazakhstan',
      ru: {
        nominative: 'Президент Республики Казахстан',
        genitive: 'Президента Республики Казахстан',
        dative: 'президенту Республики Казахстан',
      },
    },
    salutation: { en: 'Dear Mr President,', ru: 'Уважаемый господин Президент!' },
    institution: {
      slug: 'kz-president',
      name: { en: 'Administration', ru: 'Администрация' },
      country: 'KZ',
      timeZone: 'Asia/Almaty',
      workingHours: '09:00-18:30',
      answerRule: 'kz-appk-76',
    },
  },
  official: {
    gender: 'male',
    name: {
      en: 'Kassym-Jomart Tokayev',
      ru: { nominative: 'Токаев Касым-Жомарт Кемелевич', dative: 'Токаеву К. К.' },
    },
    salutation: { en: 'Dear Mr President,', ru: 'Уважаемый Касым-Жомарт Кемелевич!' },
  },
  demands: ['moratorium', 'law'],
  points: { en: 'The period of 60 days is not observed.', ru: 'Срок в 60 дней не соблюдается.' },
  leads: {},
  channels: [
    {
      ...plainChannel,
      id: '00000000-0000-7000-8000-000000000003',
      kind: 'email',
      address: { en: 'president@akorda.example', ru: 'president@akorda.example' },
    },
    {
      ...plainChannel,
      id: '00000000-0000-7000-8000-000000000004',
      kind: 'online-reception',
      address: { en: 'https://reception.akorda.example/new', ru: 'https://reception.akorda.example/new' },
      residentsOnly: true,
      languages: ['ru'],
      maxLength: 400,
      exposes: ['iin', 'digital-signature'],
      note: { ru: 'Вход по ИИН.', en: 'You sign in with your IIN.' },
    },
  ],
}

export const parliament: Addressee = {
  ...president,
  key: 'parliament',
  office: {
    ...president.office,
    name: {
      en: 'Parliament of the Republic of Kazakhstan',
      ru: { nominative: 'Парламент', genitive: 'Парламента', dative: 'Парламенту Республики Казахстан' },
    },
    salutation: { en: 'Dear Members of Parliament,', ru: 'Уважаемые господа!' },
  },
  official: null,
  demands: ['law'],
  points: {},
}

const text = (title: string) => ({ title, summary: '', callToAction: '', body: '', brief: [] })

export const campaign: Campaign = {
  id: '00000000-0000-7000-8000-000000000001',
  slug: 'stray-animals',
  kind: 'petition',
  state: 'open',
  opensAt: null,
  closesAt: null,
  stateSince: null,
  stateNote: {},
  outcome: null,
  edition: 1,
  editions: [],
  country: 'KZ',
  goal: 1000,
  openedOn: '2026-03-02',
  comments: 'off',
  limits: { network_hour: 60, domain_hour: 3000, campaign_minute: 3000 },
  dispatch: 'off',
  quotaHour: 30,
  organiserShown: true,
  declaration: null,
  coSigning: 'by-invitation',
  signatories: { groups: [], organisations: [], officeHolders: [] },
  facts: { keeping_days: 60, killed_in: { en: 'three', ru: '3' }, since_year: 2021, caught: 12_500 },
  version: 1,
  updatedAt: new Date('2026-03-02T00:00:00Z'),
  dataKey: Buffer.alloc(0),
  organiser: { slug: 'committee', name: { en: 'The Committee', ru: 'Комитет' }, email: 'committee@example.org' },
  texts: {
    en: text('Kazakhstan needs an animal protection law'),
    ru: text('Казахстану нужен закон о защите животных'),
  },
  demands: [
    {
      key: 'law',
      texts: { en: 'Pass a law.', ru: 'Принять закон.' },
      letterTexts: { en: 'secure the adoption of a law', ru: 'обеспечить принятие закона' },
    },
    {
      key: 'moratorium',
      texts: { en: 'A moratorium.', ru: 'Мораторий.' },
      letterTexts: { en: 'declare a moratorium', ru: 'ввести мораторий' },
    },
  ],
  topics: [
    {
      key: 'conditions',
      labels: { en: 'Conditions', ru: 'Условия' },
      letterTexts: { en: 'Animals go without food.', ru: 'Животных не кормят.' },
    },
    {
      key: 'pets',
      labels: { en: 'Pets', ru: 'Домашние животные' },
      letterTexts: { en: 'Pets are caught as well.', ru: 'Ловят и домашних животных.' },
    },
  ],
  addressees: [president, parliament],
  evidence: [
    {
      key: 'oven',
      kind: 'video',
      url: 'https://video.example/oven',
      happened: '2021-03',
      warning: 'graphic',
      captions: { en: { position: 1, text: 'The oven' }, ru: { position: 1, text: 'Печь' } },
    },
  ],
}

export const sources: Record<Locale, string> = {
  ru: `{{agree woman="Я обеспокоена тем" man="Я обеспокоен тем" neutral="Меня беспокоит то"}}, как в Казахстане
обращаются с бездомными животными.

{{#if own_words}}
{{own_words}}

{{/if}}
Животное должно содержаться {{facts.keeping_days}} дней, а его убивают через {{facts.killed_in}} дня, и так с {{facts.since_year}} г.: {{facts.caught}} животных.

{{#each topics}}
{{this}}

{{/each}}
{{#if demands}}
На основании изложенного прошу Вас:
{{list demands}}

{{/if}}
{{#if point}}
{{point}}

{{/if}}
О принятом решении прошу сообщить мне в установленный законом срок.
`,
  en: `I am writing about the treatment of stray animals.

{{#if own_words}}
{{own_words}}

{{/if}}
An animal must be kept for {{facts.keeping_days}} days; it is killed after {{facts.killed_in}} days, since {{facts.since_year}}: {{facts.caught}} animals.

{{#each topics}}
{{this}}

{{/each}}
{{#if demands}}
I ask you to:
{{list demands}}

{{/if}}
{{#if point}}
{{point}}

{{/if}}
I look forward to your reply within the term set by law.
`,
}

export const anna: Sender = {
  name: 'Иванова Анна Петровна',
  nameGenitive: '',
  gender: 'auto',
  city: 'Алматы',
  address: '050000, г. Алматы, ул. Абая, д. 10, кв. 5',
  country: 'KZ',
  resident: true,
  phone: '+7 700 000 00 00',
  email: 'anna@example.org',
  ownWords: 'Моя собака пропала.\nЕё так и не нашли.',
  topics: ['conditions'],
  demands: ['law', 'moratorium'],
  enclose: true,
}

export const letterOf = (sender: Partial<Sender> = {}, locale: Locale = 'ru', addressee = president, of = campaign) =>
  composeLetter({
    campaign: of,
    addressee,
    locale,
    template: compileTemplate(sources[locale], locale),
    sender: { ...anna, ...sender },
    date: new Date('2026-03-12T09:00:00Z'),
  })
