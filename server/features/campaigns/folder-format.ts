import { z } from 'zod'
import type {
  CampaignKind,
  CampaignState,
  ChannelKind,
  CommentRule,
  ContentWarning,
  EvidenceKind,
  Exposure,
} from '../../db/schema.ts'
import * as field from '../../folders/fields.ts'
import type { Locale } from '../../i18n/locale.ts'

/** The whole of a campaign as its folder holds it (format 1, see FOLDER.md), with every default filled in. */
export interface CampaignFolder {
  campaign: CampaignFile
  texts: Partial<Record<Locale, TextFile & { body: string }>>
  /** Sorted by locale and addressee; addressee '' is the template for everyone without one of their own. */
  letters: { locale: Locale; addressee: string; source: string }[]
}

export type CampaignFile = z.output<typeof campaignFile>
export type TextFile = z.output<typeof textFile>
export type AddresseeEntry = CampaignFile['addressees'][number]

/** In bytes. */
export const sizes = { file: 256 * 1024, template: 20 * 1024 }

const kinds = ['petition', 'statement', 'declaration', 'submission'] as const satisfies CampaignKind[]
const states = ['draft', 'open', 'closed'] as const satisfies CampaignState[]
const commentRules = ['off', 'after-rules', 'after-review'] as const satisfies CommentRule[]
const channelKinds = [
  'email',
  'online-reception',
  'post',
  'public-comment',
  'telephone',
] as const satisfies ChannelKind[]
const exposures = [
  'name',
  'email',
  'phone',
  'postal-address',
  'iin',
  'passport',
  'digital-signature',
  'public',
] as const satisfies Exposure[]
const evidenceKinds = ['video', 'photo', 'post', 'article', 'document', 'site'] as const satisfies EvidenceKind[]
const warnings = ['graphic', 'distressing'] as const satisfies ContentWarning[]

const addressShapes: Partial<Record<ChannelKind, { fits: (value: string) => boolean; message: string }>> = {
  email: { fits: field.isMailAddress, message: 'must be an e-mail address' },
  'online-reception': { fits: field.isWebAddress, message: 'must be an http or https address' },
  'public-comment': { fits: field.isWebAddress, message: 'must be an http or https address' },
  telephone: { fits: field.isTelephone, message: 'must be a telephone number' },
}

const channel = z
  .strictObject({
    kind: z.enum(channelKinds),
    address: field.address,
    residents_only: z.boolean().default(false),
    languages: field.languages,
    max_length: field.count(1_000_000).nullable().default(null),
    exposes: z.array(z.enum(exposures)).default([]),
    note: field.inEither(1000).default({}),
  })
  .superRefine(({ kind, address }, context) => {
    const shape = addressShapes[kind]
    if (!shape) return
    for (const locale of ['en', 'ru'] as const) {
      if (!shape.fits(address[locale]))
        context.addIssue({ code: 'custom', path: ['address', locale], message: shape.message })
    }
  })

const officeName = z.strictObject({
  en: field.line(300),
  ru: z.strictObject({ nominative: field.line(300), genitive: field.line(300), dative: field.line(300) }),
})

const official = z.strictObject({
  gender: z.enum(['female', 'male']).nullable().default(null),
  name: z.strictObject({
    en: field.line(200),
    ru: z.strictObject({ nominative: field.line(200), dative: field.line(200) }),
  }),
  salutation: field.inBoth(200),
})

const addressee = z.strictObject({
  key: field.key,
  institution: z.strictObject({ slug: field.slug, name: field.inBoth(300) }),
  office: z.strictObject({ slug: field.slug, name: officeName, salutation: field.inBoth(200) }),
  official: official.nullable().default(null),
  demands: z.array(field.key).min(1).nullable().default(null),
  channels: z.array(channel).max(20).default([]),
})

const evidence = z.strictObject({
  key: field.key,
  kind: z.enum(evidenceKinds),
  url: field.webAddress,
  happened: field.dateOrPart.nullable().default(null),
  warning: z.enum(warnings).nullable().default(null),
})

const fact = z.union([z.number(), field.line(500), field.inBoth(500)], {
  error: 'must be a number, a line of text or {en, ru}',
})

/** campaign.yaml. Out comes each addressee with its demands spelled out, and evidence by key: its order says nothing. */
export const campaignFile = z
  .strictObject({
    slug: field.slug,
    kind: z.enum(kinds),
    state: z.enum(states),
    country: field.line(2).regex(/^[A-Z]{2}$/, 'must be a country of two capital letters (ISO 3166-1)'),
    opened: field.date,
    goal: field.count(100_000_000),
    organiser: z.strictObject({ slug: field.slug, name: field.inBoth(200), email: field.mailAddress }),
    comments: z.enum(commentRules),
    limits: z
      .strictObject({
        network_hour: field.count(1_000_000_000).default(60),
        domain_hour: field.count(1_000_000_000).default(3000),
        campaign_minute: field.count(1_000_000_000).default(3000),
      })
      .prefault({}),
    facts: z.record(field.factName, fact).default({}),
    demands: z.array(field.key).min(1).max(50),
    topics: z.array(field.key).max(50).default([]),
    addressees: z.array(addressee).max(50).default([]),
    evidence: z.array(evidence).max(200).default([]),
  })
  .transform((file) => ({
    ...file,
    addressees: file.addressees.map((entry) => ({ ...entry, demands: entry.demands ?? file.demands })),
    evidence: file.evidence.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
  }))

/** The front matter of en.md and ru.md. */
export const textFile = z.strictObject({
  title: field.line(150),
  summary: field.prose(500),
  call_to_action: field.prose(500),
  brief: z
    .array(z.strictObject({ text: field.prose(600), source: field.line(2000).nullable().default(null) }))
    .max(30)
    .default([]),
  demands: z.record(field.key, z.strictObject({ text: field.prose(600), letter: field.prose(1000) })),
  topics: z.record(field.key, z.strictObject({ label: field.line(200), letter: field.prose(3000) })).default({}),
  evidence: z
    .array(z.strictObject({ key: field.key, caption: field.prose(600) }))
    .max(200)
    .default([]),
  points: z.record(field.key, field.prose(2000)).default({}),
})
