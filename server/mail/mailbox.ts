import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mailbox } from './addresses.ts'
import type { LetterCarrier } from './letter.ts'
import type { Carrier, Mail } from './mail.ts'

export interface KeptMail extends Mail {
  id: string
  from: string
  date: string
  /** Of letters to officials alone. */
  replyTo?: string
  returnPath?: string
  meantFor?: string
}

/** Where no mail server is configured: mail is kept as files in a folder and shown at /dev/mail. */
export interface Mailbox extends Carrier, LetterCarrier {
  /** The newest mails first. */
  list(limit: number): Promise<KeptMail[]>
  find(id: string): Promise<KeptMail | undefined>
}

const FILE = /^(\d{15}-[\da-f]{12})\.json$/

export const openMailbox = async (folder: string, from: string, now: () => Date): Promise<Mailbox> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const read = async (id: string) => JSON.parse(await readFile(join(folder, `${id}.json`), 'utf8')) as KeptMail
  const ids = async () =>
    (await readdir(folder))
      .flatMap((file) => FILE.exec(file)?.[1] ?? [])
      .sort()
      .reverse()

  const keep = async (mail: Mail & Partial<KeptMail>) => {
    const date = now()
    const digest = createHash('sha256').update(mail.messageId).digest('hex').slice(0, 12)
    const id = `${String(date.getTime()).padStart(15, '0')}-${digest}`
    const kept: KeptMail = { id, from, date: date.toISOString(), ...mail }
    await writeFile(join(folder, `.${id}`), JSON.stringify(kept), { mode: 0o600 })
    await rename(join(folder, `.${id}`), join(folder, `${id}.json`))
  }

  return {
    send: keep,
    async deliver({ from, date, ...letter }, beforeData) {
      const sender = mailbox(from.address, from.name)
      await beforeData()
      await keep({ ...letter, html: '', from: `${sender.name} <${sender.address}>`, date: date.toISOString() })
    },
    async list(limit) {
      return Promise.all((await ids()).slice(0, limit).map(read))
    },
    async find(id) {
      return (await ids()).includes(id) ? read(id) : undefined
    },
    close() {},
  }
}
