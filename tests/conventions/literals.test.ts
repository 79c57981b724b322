import { expect, test } from 'vitest'
import { sourcesIn } from './sources.ts'

/** What a reader would see of a template besides what its expressions give: text, and attributes that are read out. */
const visibleIn = (template: string) => {
  const bare = template.replace(/\{\{!--[\s\S]*?--\}\}|\{\{![\s\S]*?\}\}/g, '').replace(/\{\{\{?[\s\S]*?\}?\}\}/g, '')
  const attributes = [...bare.matchAll(/\b(?:alt|title|placeholder|aria-label|value|content)="([^"]*)"/g)]
    .map(([, text]) => text ?? '')
    .filter((text) => !/^[\w=,.:;/ -]*$/.test(text) || /\w \w/.test(text))
  return [bare.replace(/<!doctype[^>]*>|<[^>]*>/gi, ' ').replace(/&\w+;/g, ' '), ...attributes].join(' ')
}

const allowed = /\b(?:Otklik|Telegram|WhatsApp|PDF|Atom|width=device-width, initial-scale=1|light dark)\b|Отклик/g

test('templates of pages hold no words of their own', () => {
  const templates = sourcesIn('views', '.hbs').filter(({ path }) => !path.startsWith('views/mail/'))
  expect(templates.length).toBeGreaterThan(8)
  const wordy = templates
    .map(({ path, text }) => ({
      path,
      words:
        visibleIn(text)
          .replace(allowed, '')
          .match(/\p{L}{2,}/gu) ?? [],
    }))
    .filter(({ words }) => words.length > 0)
  expect(wordy).toEqual([])
})

test('the server holds no Russian words outside the grammar of letters and names', () => {
  const russian = sourcesIn('server', '.ts')
    .filter(({ path }) => !/^server\/features\/(?:letters|officials)\//.test(path))
    .map(({ path, text }) => ({ path, text: text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|\/[^/\n]+\/[a-z]*/g, '') }))
    .filter(({ text }) => /'[^'\n]*[а-яё]{3,}[^'\n]*'|`[^`]*[а-яё]{3,}[^`]*`/iu.test(text))
  expect(russian.map(({ path }) => path)).toEqual([])
})

test('what answers requests holds no sentences', () => {
  const answering = sourcesIn('server', '.ts').filter(({ path }) => /(?:routes|pages|view|forms)\.ts$/.test(path))
  expect(answering.length).toBeGreaterThan(5)
  const sentences = answering.flatMap(({ path, text }) =>
    [...text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').matchAll(/'([^'\n]*\p{Ll}{2,} \p{Ll}{2,}[^'\n]*)'/gu)].map(
      ([, sentence]) => ({ path, sentence }),
    ),
  )
  expect(sentences).toEqual([])
})
