import type { Locale } from '../../i18n/index.ts'
import { renderMarkdown } from '../../render/markdown.ts'
import { textFor } from './compose-update-mail.ts'
import type { Update } from './queries.ts'

interface Feed {
  locale: Locale
  title: string
  author: string
  /** Of the timeline as a page; the feed's own is beside it. */
  pageUrl: string
  feedUrl: string
  /** When the campaign was last changed, for a feed with no entry. */
  changed: Date
  updates: Update[]
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Signs that XML 1.0 forbids are left out: nobody could read the feed for one of them. */
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

const xml = (text: string) => text.replace(forbidden, '').replace(/[&<>"']/g, (sign) => signs[sign] ?? sign)

const changedAt = ({ correctedAt, postedAt, savedAt }: Update) => correctedAt ?? postedAt ?? savedAt

const entry = ({ locale, pageUrl }: Feed, update: Update): string => {
  const text = textFor(update.texts, locale)
  if (!text) return ''
  return [
    `<entry xml:lang="${text.locale}">`,
    `<id>urn:uuid:${update.id}</id>`,
    `<title>${xml(text.title)}</title>`,
    `<link rel="alternate" type="text/html" href="${xml(`${pageUrl}#u-${update.id}`)}"/>`,
    `<published>${(update.postedAt ?? update.savedAt).toISOString()}</published>`,
    `<updated>${changedAt(update).toISOString()}</updated>`,
    `<content type="html">${xml(renderMarkdown(text.body))}</content>`,
    '</entry>',
  ].join('\n')
}

/** The timeline as an Atom feed (RFC 4287). */
export const writeFeed = (feed: Feed): string => {
  const newest = feed.updates.map(changedAt).sort((one, other) => other.getTime() - one.getTime())[0]
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${feed.locale}">`,
    `<id>${xml(feed.feedUrl)}</id>`,
    `<title>${xml(feed.title)}</title>`,
    `<author><name>${xml(feed.author)}</name></author>`,
    `<link rel="self" type="application/atom+xml" href="${xml(feed.feedUrl)}"/>`,
    `<link rel="alternate" type="text/html" href="${xml(feed.pageUrl)}"/>`,
    `<updated>${(newest ?? feed.changed).toISOString()}</updated>`,
    ...feed.updates.map((update) => entry(feed, update)),
    '</feed>',
    '',
  ].join('\n')
}
