import { z } from 'zod'
import type {
  CampaignKind,
  CampaignState,
  CommentRule,
  ContentWarning,
  CoSigning,
  EvidenceKind,
  LetterRules,
  Outcome,
} from '../../db/schema.ts'
import * as field from '../../folders/fields.ts'
import type { Locale } from '../../i18n/locale.ts'
import { addressee } from './addressee-shape.ts'
import type { DocumentFiles } from './folder-cases.ts'
import type { Fragment } from './folder-fragments.ts'
import type { FolderPictures } from './folder-images.ts'
import { type SignatoriesFile, sameOrBoth } from './folder-signatories.ts'

/** The whole of a campaign as its folder holds it (format 1, see FOLDER.md), with every default filled in. */
export interface CampaignFolder extends DocumentFiles, FolderPictures {
  campaign: CampaignFile
  texts: Partial<Record<Locale, TextFile & { body: string }>>
  /** Sorted by locale and addressee; addressee '' is the template for everyone without one of their own. */
  letters: { locale: Locale; addressee: string; source: string }[]
  /** By locale, in the order of their file. */
  fragments: (Fragment & { locale: Locale })[]
  /** null where there is no letters/templates.yaml. */
  letterRules: LetterRules | null
  /** null where there is no signatories.yaml: those that the database has then stay as they are. */
  signatories: SignatoriesFile | null
}

export type CampaignFile = z.output<typeof campaignFile>
export type TextFile = z.output<typeof textFile>
export type AddresseeEntry = CampaignFile['addressees'][number]

/** What a picture shows, in characters. */
export const COVER_WORDS = 300

/** In bytes. */
export const sizes = { file: 256 * 1024, template: 20 * 1024 }

const kinds = ['petition', 'statement', 'declaration', 'submission'] as const satisfies CampaignKind[]
const states = [
  'draft',
  'review',
  'open',
  'closed',
  'delivered',
  'answered',
  'archived',
] as const satisfies CampaignState[]
const outcomes = ['won', 'partly', 'lost'] as const satisfies Outcome[]
const commentRules = ['off', 'after-rules', 'after-review'] as const satisfies CommentRule[]
const evidenceKinds = ['video', 'photo', 'post', 'article', 'document', 'site'] as const satisfies EvidenceKind[]
const warnings = ['graphic', 'distressing'] as const satisfies ContentWarning[]

const evidence = z.strictObject({
  key: field.key,
  kind: z.enum(evidenceKinds),
  url: field.webAddress,
  happened: field.dateOrPart.nullable().default(null),
  warning: z.enum(warnings).nullable().default(null),
})

const coSignings = ['by-invitation', 'open'] as const satisfies CoSigning[]

const declaration = z.strictObject({
  title: field.inBoth(100).nullable().default(null),
  number: z
    .preprocess((value) => (typeof value === 'number' ? String(value) : value), field.line(40))
    .nullable()
    .default(null),
  document: sameOrBoth(60).nullable().default(null),
  tabled: field.date.nullable().default(null),
})

/** A time to the minute with its offset, kept as UTC to the second: 2026-03-02T09:00:00Z. */
const moment = z.iso
  .datetime({ offset: true, error: 'must be a time with its zone, 2026-03-02T09:00Z' })
  .transform((text) => `${new Date(text).toISOString().slice(0, 19)}Z`)

const fact = z.union([z.number(), field.line(500), field.inBoth(500)], {
  error: 'must be a number, a line of text or {en, ru}',
})

/** campaign.yaml. Out comes each addressee with its demands spelled out, and evidence by key: its order says nothing. */
export const campaignFile = z
  .strictObject({
    slug: field.slug,
    kind: z.enum(kinds),
    state: z.enum(states),
    outcome: z.enum(outcomes).nullable().default(null),
    opens: moment.nullable().default(null),
    closes: moment.nullable().default(null),
    note: field.inEither(2000).default({}),
    country: field.line(2).regex(/^[A-Z]{2}$/, 'must be a country of two capital letters (ISO 3166-1)'),
    opened: field.date,
    goal: field.count(100_000_000),
    organiser: z.strictObject({ slug: field.slug, name: field.inBoth(200), email: field.mailAddress }),
    anonymous: z.boolean({ error: 'must be true or false' }).default(false),
    comments: z.enum(commentRules),
    limits: z
      .strictObject({
        network_hour: field.count(1_000_000_000).default(60),
        domain_hour: field.count(1_000_000_000).default(3000),
        campaign_minute: field.count(1_000_000_000).default(3000),
      })
      .prefault({}),
    dispatch: z
      .union([z.enum(['off', 'on']), z.strictObject({ test: field.mailAddress })], {
        error: 'must be off, on or {test: the e-mail address of who tries it out}',
      })
      .default('off'),
    quota_hour: field.count(1000).default(30),
    declaration: declaration.nullable().default(null),
    co_signing: z.enum(coSignings).default('by-invitation'),
    cover: field.key.nullable().default(null),
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
  cover: field.line(COVER_WORDS).nullable().default(null),
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
  leads: z.record(field.key, field.line(300)).default({}),
})
