import { formatPartialDate, type Locale, translator } from '../../i18n/index.ts'
import { type Campaign, evidenceIn } from '../campaigns/index.ts'
import type { Enclosure, Material } from './letter.ts'
import { bindSpaces } from './typography.ts'

/** The campaign's evidence as a list to enclose, in this locale's choice and order; null where it has none. */
export const enclosureOf = (locale: Locale, campaign: Pick<Campaign, 'evidence'>): Enclosure | null => {
  const items = evidenceIn(campaign, locale).map(({ caption, happened, url }) => ({
    text: bindSpaces(locale, happened ? `${caption} (${formatPartialDate(locale, happened)})` : caption),
    url,
  }))
  if (items.length === 0) return null
  const t = translator(locale)
  const sheets = toSheets(items)
  return {
    mention: bindSpaces(locale, t('letters.letter.enclosure', { count: sheets.length })),
    title: t('letters.letter.enclosureTitle'),
    sheets,
  }
}

const SHEET_LINES = 41
const LINE_LETTERS = 64

/** Shares the list out over sheets of paper, so that the letter can say beforehand how many there are. */
const toSheets = (items: Material[]): Material[][] => {
  const sheets: Material[][] = []
  let left = 0
  for (const item of items) {
    const lines = Math.ceil(item.text.length / LINE_LETTERS) + Math.ceil(item.url.length / LINE_LETTERS) + 0.3
    if (lines > left) {
      sheets.push([])
      left = SHEET_LINES
    }
    sheets.at(-1)?.push(item)
    left -= lines
  }
  return sheets
}
