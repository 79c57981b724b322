import { describe, expect, test } from 'vitest'
import { en, type Files, problemsOf, without, yaml } from './folders.ts'

/** Each bad folder with the only problem that it has. */
const badFolders: [name: string, files: Files, problem: string][] = [
  ['no campaign.yaml', without('campaign.yaml'), 'campaign.yaml:1: is missing'],
  [
    'no text',
    without('en.md', 'ru.md', 'letters/en.hbs', 'letters/ru.hbs', 'letters/ru.mayor.hbs'),
    'en.md:1: is missing, and so is ru.md: one is needed',
  ],
  ['an unknown key', yaml('goal: 1000', 'goal: 1000\ngaol: 5'), 'campaign.yaml:7: gaol: unknown key'],
  [
    'an unknown key inside',
    yaml('happened: 2021}', 'happend: 2021}'),
    'campaign.yaml:38: evidence[0].happend: unknown key',
  ],
  ['a key given twice', yaml('goal: 1000', 'goal: 1000\ngoal: 5'), 'campaign.yaml:7: goal: is given twice'],
  ['a missing key', yaml('goal: 1000\n', ''), 'campaign.yaml:1: goal: is missing'],
  ['a missing key inside', yaml(', email: friends@river.example', ''), 'campaign.yaml:7: organiser.email: is missing'],
  [
    'a missing language of a name',
    yaml('{en: Town Hall, ru: Акимат}', '{en: Town Hall}'),
    'campaign.yaml:16: addressees[0].institution.name.ru: is missing',
  ],
  [
    'a missing Russian case',
    yaml(', dative: Министру', ''),
    'campaign.yaml:32: addressees[1].office.name.ru.dative: is missing',
  ],
  ['nothing after a key', yaml('goal: 1000', 'goal:'), 'campaign.yaml:6: goal: must be a number'],
  ['an empty text', yaml('en: Town Hall', 'en: " "'), 'campaign.yaml:16: addressees[0].institution.name.en: is empty'],
  [
    'a slug of capitals',
    yaml('slug: river', 'slug: River'),
    'campaign.yaml:1: slug: must be a slug: a-z, 0-9 and hyphens',
  ],
  [
    'a slug that is a path',
    yaml('slug: river', 'slug: ../etc'),
    'campaign.yaml:1: slug: must be a slug: a-z, 0-9 and hyphens',
  ],
  [
    'a long slug',
    yaml('slug: river', `slug: ${'r'.repeat(81)}`),
    'campaign.yaml:1: slug: must have at most 80 characters',
  ],
  [
    'an unknown kind',
    yaml('kind: petition', 'kind: plea'),
    'campaign.yaml:2: kind: must be one of: petition, statement, declaration, submission',
  ],
  [
    'an unknown state',
    yaml('state: open', 'state: opened'),
    'campaign.yaml:3: state: must be one of: draft, review, open, closed, delivered, answered, archived',
  ],
  [
    'a country in words',
    yaml('country: KZ', 'country: Kz'),
    'campaign.yaml:4: country: must be a country of two capital letters (ISO 3166-1)',
  ],
  ['a date that is none', yaml('2026-03-02', '2026-02-29'), 'campaign.yaml:5: opened: is not a real date'],
  ['a date in another order', yaml('2026-03-02', '02.03.2026'), 'campaign.yaml:5: opened: must be a date, YYYY-MM-DD'],
  ['a month that is none', yaml('2021-03', '2021-13'), 'campaign.yaml:39: evidence[1].happened: is not a real date'],
  [
    'a way of sending that there is not',
    yaml('goal: 1000', 'goal: 1000\ndispatch: maybe'),
    'campaign.yaml:7: dispatch: must be off, on or {test: the e-mail address of who tries it out}',
  ],
  [
    'a quota of nothing',
    yaml('goal: 1000', 'goal: 1000\nquota_hour: 0'),
    'campaign.yaml:7: quota_hour: must be at least 1',
  ],
  ['a goal of nothing', yaml('goal: 1000', 'goal: 0'), 'campaign.yaml:6: goal: must be at least 1'],
  [
    'a goal beyond the world',
    yaml('goal: 1000', 'goal: 100000000000'),
    'campaign.yaml:6: goal: must be at most 100000000',
  ],
  ['half a goal', yaml('goal: 1000', 'goal: 0.5'), 'campaign.yaml:6: goal: must be a whole number'],
  [
    'a mail address without a domain',
    yaml('friends@river.example', 'friends@river'),
    'campaign.yaml:7: organiser.email: must be an e-mail address',
  ],
  [
    'a mail address with a second header',
    yaml('address: mayor@town.example', 'address: "mayor@town.example\\nBcc: x@y.example"'),
    'campaign.yaml:26: addressees[0].channels[0].address: must be an e-mail address',
  ],
  [
    'a mail channel to a web address',
    yaml('address: mayor@town.example', 'address: "https://town.example"'),
    'campaign.yaml:26: addressees[0].channels[0].address: must be an e-mail address',
  ],
  [
    'a reception by a script',
    yaml('"https://waters.example/"', '"javascript:alert(1)"'),
    'campaign.yaml:36: addressees[1].channels[0].address: must be an http or https address',
  ],
  [
    'evidence in a file',
    yaml('"https://photo.example/1"', '"file:///etc/passwd"'),
    'campaign.yaml:38: evidence[0].url: must be an http or https address',
  ],
  [
    'evidence behind a password',
    yaml('https://photo.example/1', 'https://a:b@photo.example/1'),
    'campaign.yaml:38: evidence[0].url: must be an http or https address',
  ],
  [
    'an unknown exposure',
    yaml('exposes: [iin]', 'exposes: [soul]'),
    'campaign.yaml:36: addressees[1].channels[0].exposes[0]: must be one of: name, email, phone, postal-address, iin, passport, digital-signature, public',
  ],
  [
    'a fact with a bad name',
    yaml('keeping_days: 60', 'keeping-days: 60'),
    'campaign.yaml:10: facts.keeping-days: must be a name: a-z, 0-9 and underscores',
  ],
  [
    'a fact in one language',
    yaml('{en: the Water Code, ru: Водный кодекс}', '{en: the Water Code}'),
    'campaign.yaml:11: facts.law: must be a number, a line of text or {en, ru}',
  ],
  [
    'a demand given twice',
    yaml('demands: [clean, fence]', 'demands: [clean, fence, clean]'),
    'campaign.yaml:12: demands[2]: clean is given twice',
  ],
  [
    'a demand that is not worded',
    yaml('demands: [clean, fence]', 'demands: [clean, fence, fish]'),
    'en.md:7: demands.fish: is missing|ru.md:5: demands.fish: is missing',
  ],
  [
    'a demand that is not declared',
    en('  fence: {text', '  swim: {text: Swim., letter: swim}\n  fence: {text'),
    'en.md:9: demands.swim: swim is not among the demands of campaign.yaml',
  ],
  [
    'a topic that is not worded',
    en('topics:\n  smell: {label: The smell, letter: It smells.}\n', ''),
    'en.md:2: topics.smell: is missing',
  ],
  [
    'a topic that is not declared',
    yaml('topics: [smell]', 'topics: []'),
    'en.md:11: topics.smell: smell is not among the topics of campaign.yaml|ru.md:9: topics.smell: smell is not among the topics of campaign.yaml',
  ],
  [
    'a point to nobody',
    en('  mayor: The', '  major: The'),
    'en.md:16: points.major: major is not among the addressees of campaign.yaml',
  ],
  [
    'a caption of nothing',
    en('{key: pipe, caption', '{key: pope, caption'),
    'en.md:14: evidence[1].key: pope is not among the evidence of campaign.yaml',
  ],
  [
    'a caption given twice',
    en('{key: pipe, caption', '{key: fish, caption'),
    'en.md:14: evidence[1].key: fish is given twice',
  ],
  [
    'evidence given twice',
    yaml('{key: fish, kind: video', '{key: pipe, kind: video'),
    'campaign.yaml:39: evidence[1].key: pipe is given twice|en.md:13: evidence[0].key: fish is not among the evidence of campaign.yaml',
  ],
  [
    'an addressee given twice',
    yaml('key: ministry', 'key: mayor'),
    'campaign.yaml:28: addressees[1].key: mayor is given twice',
  ],
  [
    'an addressee by the name of a page',
    yaml('key: ministry', 'key: record'),
    'campaign.yaml:28: addressees[1].key: record is the name of a page',
  ],
  [
    'an office addressed twice',
    yaml('slug: minister', 'slug: mayor'),
    'campaign.yaml:31: addressees[1].office.slug: mayor is the office of an addressee above',
  ],
  [
    'an institution of two names',
    yaml('slug: waters', 'slug: town'),
    'campaign.yaml:29: addressees[1].institution.name: town has another name above',
  ],
  [
    'an addressee asked for what is not demanded',
    yaml('demands: [fence]', 'demands: [fence, swim]'),
    "campaign.yaml:34: addressees[1].demands[1]: swim is not among the campaign's demands",
  ],
  [
    'an addressee asked for nothing',
    yaml('demands: [fence]', 'demands: []'),
    'campaign.yaml:34: addressees[1].demands: is empty',
  ],
]

describe('a bad campaign.yaml is refused with the place and the reason:', () => {
  test.each(badFolders)('%s', async (_, files, problem) => {
    expect((await problemsOf(files)).join('|')).toBe(problem)
  })
})
