import { z } from 'zod'
import type { ChannelKind, ChannelState, Exposure, LegalStanding } from '../../db/schema.ts'
import * as field from '../../folders/fields.ts'

export const channelKinds = [
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
const states = ['working', 'failing', 'closed'] as const satisfies ChannelState[]
const standings = ['appeal', 'informal'] as const satisfies LegalStanding[]

const addressShapes: Partial<Record<ChannelKind, { fits: (value: string) => boolean; message: string }>> = {
  email: { fits: field.isMailAddress, message: 'must be an e-mail address' },
  'online-reception': { fits: field.isWebAddress, message: 'must be an http or https address' },
  'public-comment': { fits: field.isWebAddress, message: 'must be an http or https address' },
  telephone: { fits: field.isTelephone, message: 'must be a telephone number' },
}

/** Whether this can be the address of a channel of that kind; a postal address can be any text. */
export const fitsKind = (kind: ChannelKind, address: string) => addressShapes[kind]?.fits(address) ?? true

const attachments = z.preprocess(
  (value) => (value === 'none' ? { files: 0 } : value),
  z
    .strictObject({
      files: z.int().min(0).max(100).optional(),
      megabytes: field.count(1000).optional(),
      types: z
        .array(field.line(10).regex(/^[a-z0-9]+$/, 'must be the ending of a file’s name: a-z and 0-9'))
        .min(1)
        .max(20)
        .optional(),
    })
    .transform(({ files, megabytes, types }) => ({
      ...(files === undefined ? {} : { files }),
      ...(megabytes === undefined ? {} : { megabytes }),
      ...(types === undefined ? {} : { types }),
    })),
)

/** A way to reach an office. `state` null: as the database has it, for a new channel working. */
export const channelShape = z
  .strictObject({
    kind: z.enum(channelKinds),
    address: field.address,
    state: z.enum(states).nullable().default(null),
    residents_only: z.boolean().default(false),
    languages: field.languages,
    max_length: field.count(1_000_000).nullable().default(null),
    attachments: attachments.nullable().default(null),
    exposes: z.array(z.enum(exposures)).default([]),
    legal_standing: z.enum(standings).nullable().default(null),
    note: field.inEither(1000).default({}),
    source: field.line(500).nullable().default(null),
    checked_on: field.date.nullable().default(null),
  })
  .superRefine(({ kind, address }, context) => {
    const shape = addressShapes[kind]
    if (!shape) return
    for (const locale of ['en', 'ru'] as const) {
      if (!shape.fits(address[locale]))
        context.addIssue({ code: 'custom', path: ['address', locale], message: shape.message })
    }
  })

export type ChannelEntry = z.output<typeof channelShape>

export const officeName = z.strictObject({
  en: field.line(300),
  ru: z.strictObject({ nominative: field.line(300), genitive: field.line(300), dative: field.line(300) }),
})

export const gender = z.enum(['female', 'male']).nullable().default(null)

export const channelList = z.array(channelShape).max(20).default([])

/** An office as a campaign's folder spells it out: institution, post, holder, channels. */
export const inlineOffice = {
  institution: z.strictObject({ slug: field.slug, name: field.inBoth(300) }),
  office: z.strictObject({ slug: field.slug, name: officeName, salutation: field.inBoth(200) }),
  official: z
    .strictObject({
      gender,
      name: z.strictObject({
        en: field.line(200),
        ru: z
          .strictObject({ nominative: field.line(200), genitive: field.line(200).optional(), dative: field.line(200) })
          .transform(({ genitive, ...forms }) => ({ ...forms, ...(genitive === undefined ? {} : { genitive }) })),
      }),
      salutation: field.inBoth(200),
    })
    .nullable()
    .default(null),
  channels: channelList,
}

export interface InlineOffice {
  institution: z.output<typeof inlineOffice.institution>
  office: z.output<typeof inlineOffice.office>
  official: z.output<typeof inlineOffice.official>
  channels: ChannelEntry[]
}
