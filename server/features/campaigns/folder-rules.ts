import { z } from 'zod'
import type { ChannelKind, LetterRules } from '../../db/schema.ts'
import * as field from '../../folders/fields.ts'
import { locales } from '../../i18n/locale.ts'

const channelKinds = [
  'email',
  'online-reception',
  'post',
  'public-comment',
  'telephone',
] as const satisfies ChannelKind[]

/** Words that stand for the template for everyone and for no letter at all; no template may bear them. */
export const commonTemplate = 'common'
export const noTemplate = 'none'

const anyOf = <Value extends z.ZodType>(value: Value) => z.array(value).min(1).max(50).nullable().default(null)
const country = field.line(2).regex(/^[A-Z]{2}$/, 'must be a country of two capital letters (ISO 3166-1)')

const rule = z
  .strictObject({
    addressee: anyOf(field.key),
    kind: anyOf(z.enum(channelKinds)),
    country: anyOf(country),
    language: anyOf(z.enum(locales)),
    resident: z.boolean().nullable().default(null),
    template: field.key,
    reason: field.inEither(600).default({}),
  })
  .superRefine(({ template, reason }, context) => {
    const said = Object.keys(reason).length
    if (template === noTemplate && said < locales.length)
      context.addIssue({
        code: 'custom',
        path: ['reason'],
        message: 'must say why there is no letter, in en and in ru',
      })
    if (template !== noTemplate && said > 0)
      context.addIssue({ code: 'custom', path: ['reason'], message: `is only for template: ${noTemplate}` })
  })

/** letters/templates.yaml: which template a letter takes, first match wins, and which parts the writer cannot change. */
export const rulesFile = z.strictObject({
  locked: z.array(field.key).max(50).default(['demands']),
  rules: z.array(rule).max(100).default([]),
}) satisfies z.ZodType<LetterRules>

/** As an editor writes it: without what is not asked for. */
export const plainRules = ({ locked, rules }: LetterRules) => ({
  locked,
  rules: rules.map(({ template, reason, ...filters }) => ({
    ...Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== null)),
    template,
    ...(Object.keys(reason).length > 0 && { reason }),
  })),
})
