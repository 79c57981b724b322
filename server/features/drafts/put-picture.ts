import type { Db } from '../../db/index.ts'
import type { FieldError, TypedValues } from '../../web/form.ts'
import { type PictureForm, takePicture } from '../../web/picture-upload.ts'
import { recordAct } from '../accounts/index.ts'
import { addImage, COVER_WORDS } from '../campaigns/index.ts'
import { slugOf } from './campaign-slug.ts'
import { cleanText, textsAt } from './section-forms/fields.ts'
import type { PicturePlace } from './section-forms/part.ts'

interface Put {
  campaign: string
  team: string
  account: string
  now: Date
}

/** Characters of a picture's name that are taken from its description. */
const NAME_LENGTH = 40

/**
 * The picture that came with a form, kept among the campaign's and placed in what was typed; or, instead of a file, one
 * that the campaign has. A picture that cannot be placed yet is kept all the same and named in what was typed, so that
 * nobody chooses a file twice.
 */
export const putPicture = async (
  db: Db,
  put: Put,
  { described, place }: PicturePlace,
  { typed, file }: PictureForm,
): Promise<{ typed: TypedValues; errors: FieldError[] }> => {
  const alt = described ? cleanText(typed.picture_alt).replace(/\s+/g, ' ') : ''
  const taken = file && (await takePicture(file, 'picture'))
  if (taken && !taken.ok)
    return { typed, errors: [{ field: 'picture', message: taken.message }, ...wordless(described, alt)] }

  const wanted = described ? slugOf(alt).slice(0, NAME_LENGTH).replace(/-+$/, '') || 'picture' : 'cover'
  const name = taken
    ? await addImage(db, put.campaign, wanted, taken.picture, { account: put.account, now: put.now })
    : await findName(db, put.campaign, textsAt(typed.picture_name)[0] ?? '')
  if (taken) await recordAct(db, { ...put, act: 'pictures-changed', details: { picture: name } })

  const errors: FieldError[] = [
    ...(name === undefined ? [{ field: 'picture', message: 'web.picture.missing' as const }] : []),
    ...wordless(described, alt),
  ]
  if (name === undefined || errors.length > 0) return { typed: { ...typed, picture_name: name ?? '' }, errors }
  return { typed: place(typed, { name, alt }), errors: [] }
}

const findName = async (db: Db, campaignId: string, name: string) => {
  const row = await db
    .selectFrom('campaign_images')
    .select('name')
    .where('campaign_id', '=', campaignId)
    .where('name', '=', name)
    .executeTakeFirst()
  return row?.name
}

/** A picture that not everyone can see has to be described to those who cannot. */
const wordless = (described: boolean, alt: string): FieldError[] => {
  const over = alt.length - COVER_WORDS
  if (!described || (alt !== '' && over <= 0)) return []
  return alt === ''
    ? [{ field: 'picture_alt', message: 'web.picture.alt' }]
    : [{ field: 'picture_alt', message: 'drafts.edit.errors.long', values: { max: COVER_WORDS, over } }]
}
