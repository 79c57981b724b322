import type { Db } from '../../db/index.ts'
import type { Mail, PromisedMail } from '../../mail/index.ts'
import type { Vault } from '../privacy/index.ts'
import { openWriter, writerToken } from '../sendings/index.ts'
import { CONFIRMABLE_DAYS } from './confirm-letter.ts'
import { letterToken } from './letter-link.ts'
import { findFailing, findLetter } from './queries.ts'
import { answerMail, confirmMail, failingMail } from './texts.ts'

interface ComposeOptions {
  db: Db
  vault: Vault
  publicUrl: string
}

/**
 * The promised mail about letters that the platform sends, by what is known now: to the writer, or to a campaign's
 * organiser about a channel that fails. Undefined where letter or writer are gone, and for mail of other kinds.
 */
export const composeDispatchMail = async (
  options: ComposeOptions,
  promised: PromisedMail,
): Promise<Mail | undefined> => {
  const composed =
    promised.kind === 'channel-failing' ? await aboutChannel(options, promised) : await aboutLetter(options, promised)
  return composed && { messageId: `<${promised.id}@${new URL(options.publicUrl).hostname}>`, ...composed }
}

const aboutLetter = async ({ db, vault, publicUrl }: ComposeOptions, promised: PromisedMail) => {
  const { kind, locale, sending_id: id } = promised
  if ((kind !== 'confirm-sending' && kind !== 'answer-received') || id === null) return undefined
  const letter = await findLetter(db, id)
  if (!letter) return undefined
  const campaign = { id: letter.campaign_id, dataKey: letter.data_key }
  const { name, email } = openWriter(vault, campaign, letter.writer_id, letter.writer_sealed)
  if (email === '') return undefined

  const site = `${publicUrl}/${locale}`
  if (kind === 'confirm-sending') {
    if (letter.state !== 'drafted') return undefined
    const confirmUrl = `${site}/dispatch/${letterToken(vault, id)}`
    return { to: email, ...confirmMail[locale]({ name, confirmUrl, days: CONFIRMABLE_DAYS }) }
  }
  const letterUrl = `${site}/writing/${writerToken(vault, letter.writer_id)}/letters/${id}`
  return { to: email, ...answerMail[locale]({ name, letterUrl }) }
}

const aboutChannel = async ({ db }: ComposeOptions, { locale, campaign_id, office_id }: PromisedMail) => {
  const failing = office_id === null || campaign_id === null ? undefined : await findFailing(db, campaign_id, office_id)
  if (!failing) return undefined
  const office = locale === 'ru' ? failing.name.ru.nominative : failing.name.en
  return { to: failing.email, ...failingMail[locale]({ office, address: failing.address[locale], slug: failing.slug }) }
}
