import { createHash } from 'node:crypto'
import type { Locale } from '../../i18n/locale.ts'
import type { Images } from '../../render/image-element.ts'
import { imagesIn } from '../../render/markdown.ts'
import type { CampaignFolder } from './folder-format.ts'

/** What people sign, as an edition keeps it: what is said in each language, and what is asked of whom. */
export interface SignedText {
  texts: Partial<Record<Locale, SignedWords>>
  demands: string[]
  /** office: by its slug. */
  addressees: { key: string; office: string; demands: string[] }[]
  /** The pictures that the texts name; not there where they name none. */
  images?: Images
}

export interface SignedWords {
  title: string
  summary: string
  body: string
  brief: { text: string; source: string | null }[]
  demands: Record<string, string>
  /** What stands above an addressee's demands. */
  leads: Record<string, string>
  /** The structured document of a submission, as it is written; null where there is none. */
  document: string | null
}

/** The part of a campaign that people sign. Letters, evidence, figures and the rest may change without a new edition. */
export const signedText = ({ campaign, texts, documents, images }: CampaignFolder): SignedText => ({
  texts: Object.fromEntries(
    Object.entries(texts).map(([locale, text]) => [
      locale,
      {
        title: text.title,
        summary: text.summary,
        body: text.body,
        brief: text.brief,
        demands: Object.fromEntries(Object.entries(text.demands).map(([key, demand]) => [key, demand.text])),
        leads: text.leads,
        document: documents[locale as Locale] ?? null,
      },
    ]),
  ),
  demands: campaign.demands,
  addressees: campaign.addressees.map(({ key, office, demands }) => ({
    key,
    office: typeof office === 'string' ? office : office.slug,
    demands,
  })),
  ...withImages(
    Object.values(texts).flatMap(({ body }) => imagesIn(body)),
    images,
  ),
})

const withImages = (named: string[], images: CampaignFolder['images']): Pick<SignedText, 'images'> => {
  const shown = images.filter(({ name }) => named.includes(name))
  if (shown.length === 0) return {}
  return {
    images: Object.fromEntries(shown.map(({ name, digest, width, height }) => [name, { digest, width, height }])),
  }
}

/** SHA-256 of it, whatever the order in which its keys were written. */
export const digestOf = (signed: SignedText): Buffer => createHash('sha256').update(canonical(signed)).digest()

const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join()}}`
}
