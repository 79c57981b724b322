import { readFileSync } from 'node:fs'
import Handlebars from 'handlebars'
import { inProject } from '../paths.ts'

/** A mail's subject and its two bodies, in one language. */
export interface MailText {
  subject: string
  text: string
  html: string
}

const handlebars = Handlebars.create()

const compile = (file: string, noEscape: boolean) =>
  handlebars.compile(readFileSync(inProject('views', 'mail', file), 'utf8'), { strict: true, noEscape })

/**
 * Loads views/mail/NAME.txt.hbs, whose first line is the subject, and views/mail/NAME.html.hbs. A fact that is
 * missing throws.
 */
export const mailTemplate = <Facts extends object>(name: string): ((facts: Facts) => MailText) => {
  const plain = compile(`${name}.txt.hbs`, true)
  const html = compile(`${name}.html.hbs`, false)
  return (facts) => {
    const [subject = '', ...lines] = plain(facts).split('\n')
    return { subject: subject.replace(/^Subject: /, ''), text: `${lines.join('\n').trim()}\n`, html: html(facts) }
  }
}
