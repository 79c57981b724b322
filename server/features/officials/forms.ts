import { z } from 'zod'
import { isWebAddress } from '../../folders/fields.ts'
import { hiddenCharacters, message } from '../../web/form.ts'
import type { Channel } from './office.ts'
import { channelKinds, fitsKind } from './office-shape.ts'

export const officeParams = z.compile(
  z.object({
    slug: z
      .string()
      .max(80)
      .regex(/^[a-z\d-]+$/),
  }),
)

const visible = (text: string) => !hiddenCharacters.test(text)

const optionalText = z
  .string()
  .optional()
  .default('')
  .refine(visible, message('officials.errors.hidden'))
  .transform((text) => text.trim().normalize('NFC'))

const about = z
  .string(message('officials.errors.aboutMissing'))
  .refine(visible, message('officials.errors.hidden'))
  .transform((text) => text.replace(/\r\n?/g, '\n').trim().normalize('NFC'))
  .refine((text) => text.length > 0, { ...message('officials.errors.aboutMissing'), abort: true })
  .refine((text) => text.length <= 1000, message('officials.errors.aboutLong'))

/**
 * The form of a proposed correction to an office with these channels. `channel`: '' for none, a channel's id, or
 * `new-` and a kind; out come its id, and its kind. `website` is a field that people do not see.
 */
export const correctionForm = (channels: Pick<Channel, 'id' | 'kind'>[]) =>
  z
    .object({
      about,
      channel: z.string(message('officials.errors.channel')).optional().default(''),
      address: optionalText.refine((text) => text.length <= 500, message('officials.errors.addressLong')),
      source_url: optionalText.refine(
        (text) => text === '' || (text.length <= 500 && isWebAddress(text)),
        message('officials.errors.source'),
      ),
      website: z.string().optional().default(''),
    })
    .transform(({ channel, address, source_url, ...rest }, context) => {
      const refuse = (field: string, error: ReturnType<typeof message>) =>
        context.addIssue({ code: 'custom', path: [field], message: error.error })
      const known = channels.find(({ id }) => id === channel)
      const kind = known?.kind ?? channelKinds.find((each) => channel === `new-${each}`)
      if (channel !== '' && !kind) refuse('channel', message('officials.errors.channel'))
      if (!kind && channel === '' && address !== '') refuse('channel', message('officials.errors.addressAlone'))
      if (kind && !known && address === '') refuse('address', message('officials.errors.addressMissing'))
      if (kind && address !== '' && !fitsKind(kind, address)) refuse('address', message('officials.errors.addressKind'))
      return {
        ...rest,
        channelId: known?.id ?? null,
        kind: known ? null : (kind ?? null),
        address: address === '' ? null : address,
        sourceUrl: source_url === '' ? null : source_url,
      }
    })
