import type { Db } from '../../db/index.ts'
import type { Locale } from '../../i18n/index.ts'
import type { Mail, PromisedMail } from '../../mail/index.ts'
import { renderMarkdown } from '../../render/markdown.ts'
import { listPeople } from '../accounts/index.ts'
import type { Vault } from '../privacy/index.ts'
import { findSealedCampaign, findSignature, linkToken, openPerson } from '../signatures/index.ts'
import { findAny, findPosted, type UpdateText } from './queries.ts'
import { updateMails } from './texts.ts'

interface ComposeOptions {
  db: Db
  vault: Vault
  publicUrl: string
}

/** A text in this language, or in the other where there is none. */
export const textFor = (texts: UpdateText[], locale: Locale): UpdateText | undefined =>
  texts.find((text) => text.locale === locale) ?? texts[0]

const mailText = (texts: UpdateText[], locale: Locale, links: { stopUrl: string; myUrl: string }) => {
  const text = textFor(texts, locale)
  return (
    text &&
    updateMails[locale]({
      lang: text.locale,
      otherLanguage: text.locale !== locale,
      title: text.title,
      text: text.body,
      html: renderMarkdown(text.body),
      ...links,
    })
  )
}

const messageId = (publicUrl: string, id: string) => `<${id}@${new URL(publicUrl).hostname}>`

/**
 * The promised news with its address, as text and signature are now; undefined where the update was withdrawn, its
 * reader is gone, has taken the signature back or wants no more of it, and for mail of other kinds.
 */
export const composeUpdateMail = async (options: ComposeOptions, promised: PromisedMail): Promise<Mail | undefined> => {
  const { db, vault, publicUrl } = options
  const { id, kind, locale, slot, signature_id: signatureId, update_id: updateId, campaign_id: campaignId } = promised
  if (kind === 'update-test') return composeTest(options, promised)
  if (kind !== 'update' || slot === null || !signatureId || !updateId || !campaignId) return undefined
  const key = { slot, id: signatureId }
  const [update, signature, campaign] = await Promise.all([
    findPosted(db, updateId),
    findSignature(db, key),
    findSealedCampaign(db, campaignId),
  ])
  if (!update || !campaign || signature?.state !== 'confirmed' || !signature.wants_updates) return undefined

  const site = `${publicUrl}/${locale}`
  const stopUrl = `${site}/updates-stop/${linkToken(vault, 'updates-stop', key)}`
  const text = mailText(update.texts, locale, { stopUrl, myUrl: `${site}/my/${linkToken(vault, 'my', key)}` })
  const { email } = openPerson(vault, campaign, signature.address_key, signature.sealed)
  return text && { messageId: messageId(publicUrl, id), to: email, ...text, unsubscribeUrl: stopUrl }
}

/** The same mail as it would be, to the person at the desk who asked for it; nobody's links stand in it. */
const composeTest = async (
  { db, vault, publicUrl }: ComposeOptions,
  { id, locale, update_id: updateId, account_id: accountId }: PromisedMail,
): Promise<Mail | undefined> => {
  if (!updateId || !accountId) return undefined
  const [update, people] = await Promise.all([findAny(db, updateId), listPeople(db, vault, [accountId])])
  const person = people.get(accountId)
  const text = update && mailText(update.texts, locale, { stopUrl: '', myUrl: '' })
  return person && text && { messageId: messageId(publicUrl, id), to: person.email, ...text }
}
