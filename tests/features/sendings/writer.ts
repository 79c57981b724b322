import { randomUUID } from 'node:crypto'
import { demo, openSite } from '../../site.ts'

export interface Answer {
  status: number
  text: string
  /** Where it leads to; empty where it does not. */
  location: string
  headers: Headers
}

/** A site whose offices answer by Kazakhstan's rule and whose clock stands where it is put. */
export const openWriters = async () => {
  const clock = { now: new Date('2026-03-02T09:00:00Z') }
  const site = await openSite({ now: () => clock.now })
  await site.db.updateTable('institutions').set({ answer_rule: 'kz-appk-76' }).where('country', '=', 'KZ').execute()

  const ask = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const answer = await fetch(path.startsWith('http') ? path : site.url + path, { redirect: 'manual', ...init })
    const { status, headers } = answer
    return { status, text: await answer.text(), location: headers.get('location') ?? '', headers }
  }
  const get = (path: string) => ask(path)
  const post = (path: string, form: Record<string, string> = {}) =>
    ask(path, { method: 'POST', body: new URLSearchParams(form) })
  /** As a browser sends a form with a file. */
  const upload = (path: string, form: Record<string, string>, file?: { name: string; bytes: Buffer }) => {
    const body = new FormData()
    for (const [name, value] of Object.entries(form)) body.append(name, value)
    if (file) body.append('file', new Blob([new Uint8Array(file.bytes)]), file.name)
    return ask(path, { method: 'POST', body })
  }

  /** Takes a letter on at the board; the letter's address at its writer's private page. */
  const claim = async (form: Record<string, string> = {}, addressee = 'president', locale = 'ru') => {
    const values = { resident: 'yes', key: randomUUID(), ...form }
    const { location } = await post(`/${locale}/campaigns/${demo}/board/${addressee}`, values)
    if (!location) throw new Error('The letter was not taken on')
    return location
  }
  const sent = (letter: string, on = '2026-03-02', channel = 'post') => post(`${letter}/sent`, { channel, sent_on: on })
  const rowOf = (letter: string) =>
    site.db
      .selectFrom('sendings')
      .selectAll()
      .where('id', '=', letter.split('/').at(-1) ?? '')
      .executeTakeFirstOrThrow()
  return { site, clock, get, post, upload, claim, sent, rowOf }
}

/** The private page that a letter's address belongs to. */
export const pageOf = (letter: string) => letter.replace(/\/letters\/.*/, '')
