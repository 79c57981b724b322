import { describe, expect, test } from 'vitest'
import { en, type Files, goodFolder, problemsOf, without, yaml } from './folders.ts'

const bidi = '\u202e'

/** Each bad folder with the only problem that it has. */
const badFolders: [name: string, files: Files, problem: string][] = [
  ['a long title', en('Clean the river', 'c'.repeat(151)), 'en.md:2: title: must have at most 150 characters'],
  ['a title of two lines', en('Clean the river', '"Clean\\nthe river"'), 'en.md:2: title: must be on one line'],
  ['a long summary', en('The river is dirty.', 's'.repeat(501)), 'en.md:3: summary: must have at most 500 characters'],
  ['an unknown key in a text', en('title:', 'titel: x\ntitle:'), 'en.md:2: titel: unknown key'],
  [
    'no front matter',
    { ...goodFolder(), 'en.md': 'Hello\n' },
    'en.md:1: must begin with front matter between two lines of ---',
  ],
  [
    'front matter without an end',
    en('---\n\n##', '\n##'),
    'en.md:1: must begin with front matter between two lines of ---',
  ],
  ['no body', en('## What we see\n\nThe river *stinks*.\n', ''), 'en.md:17: has no text after the front matter'],
  ['HTML in the body', en('*stinks*', '<b>stinks</b>'), 'en.md:21: HTML is not allowed in the text'],
  [
    'an image of elsewhere in the body',
    en('*stinks*', '![x](https://x.example/x.png)'),
    'en.md:21: a picture is named image:NAME, none is fetched from elsewhere',
  ],
  [
    'an image without words in the body',
    en('*stinks*', '![](image:dog)'),
    'en.md:21: a picture needs words that say what it shows: ![words](image:NAME)|en.md:21: there is no images/dog.webp',
  ],
  ['a title in the body', en('## What', '# What'), 'en.md:19: headings are ##, ### and ####'],
  [
    'a link to a script',
    en('*stinks*', '[stinks](javascript:alert(1))'),
    'en.md:21: links are to http, https and mailto only',
  ],
  ['text that runs backwards', en('The river *', `The river ${bidi}*`), 'en.md:21: forbidden character U+202E'],
  [
    'an escape that runs backwards',
    en('Clean the river', '"Clean \\u202e river"'),
    'en.md:2: title: forbidden character U+202E',
  ],
  ['a bell', en('The river is dirty.', 'The river\u0007 is dirty.'), 'en.md:3: forbidden character U+0007'],
  ['half a character', en('Clean the river', '"Clean \\ud800"'), 'en.md:2: title: forbidden character U+D800'],
  [
    'a letter in an unknown language',
    { ...goodFolder(), 'letters/kk.hbs': 'x' },
    'letters/kk.hbs:1: is not a file of a campaign folder',
  ],
  [
    'a letter to nobody',
    { ...goodFolder(), 'letters/en.major.hbs': 'x' },
    'letters/en.major.hbs:1: major is not among the addressees',
  ],
  ['a letter without a text', without('en.md'), 'letters/en.hbs:1: there is no en.md'],
  ['no letter in a language', without('letters/en.hbs'), 'letters/en.hbs:1: is missing: no letter to mayor, ministry'],
  ['no letter to one addressee', without('letters/ru.hbs'), 'letters/ru.hbs:1: is missing: no letter to ministry'],
  ['an empty letter', { ...goodFolder(), 'letters/en.hbs': '\n' }, 'letters/en.hbs:1: is empty'],
  ['a long letter', { ...goodFolder(), 'letters/en.hbs': 'x'.repeat(20481) }, 'letters/en.hbs:1: is larger than 20 KB'],
  [
    'a large file',
    { ...goodFolder(), 'en.md': `${goodFolder()['en.md']}${'x '.repeat(131072)}` },
    'en.md:1: is larger than 256 KB|letters/en.hbs:1: there is no en.md',
  ],
  [
    'a file that is not of the format',
    { ...goodFolder(), 'EN.md': 'x' },
    'EN.md:1: is not a file of a campaign folder',
  ],
  [
    'broken YAML',
    yaml('demands: [clean, fence]', 'demands: [clean, fence'),
    'campaign.yaml:13: Flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  ['an alias of nothing', yaml('goal: 1000', 'goal: *many'), 'campaign.yaml:6: there is no &many'],
  [
    'an alias of itself',
    yaml('name: {en: Town Hall, ru: Акимат}', 'name: &n {en: Town Hall, ru: *n}'),
    'campaign.yaml:16: &n would contain itself',
  ],
  ['a tag', yaml('goal: 1000', 'goal: !big 1000'), 'campaign.yaml:6: Unresolved tag: !big'],
  ['deep nesting', yaml('goal: 1000', `goal: ${'['.repeat(5000)}`), 'campaign.yaml:6: is nested too deep'],
]

describe('a bad text, letter or file is refused with the place and the reason:', () => {
  test.each(badFolders)('%s', async (_, files, problem) => {
    expect((await problemsOf(files)).join('|')).toBe(problem)
  })
})
