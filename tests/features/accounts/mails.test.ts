import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { locales } from '../../../server/i18n/index.ts'
import { inProject } from '../../../server/paths.ts'

const mails = ['invitation', 'password-reset', 'address-change', 'address-changed']

const read = (name: string) => readFileSync(inProject('views', 'mail', name), 'utf8')

const factsOf = (template: string) => [...new Set(template.match(/\{\{\w+\}\}/g) ?? [])].sort()

test.each(mails)('%s says the same facts in both languages and both forms, and none in its subject', (mail) => {
  const [first, ...others] = locales.flatMap((locale) =>
    ['txt', 'html'].map((form) => read(`${mail}.${locale}.${form}.hbs`)),
  )
  for (const other of others) expect(factsOf(other)).toEqual(factsOf(first ?? ''))
  for (const locale of locales) expect(read(`${mail}.${locale}.txt.hbs`).split('\n')[0]).toMatch(/^Subject: [^{}]+$/)
})
