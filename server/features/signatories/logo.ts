import type { Db } from '../../db/index.ts'
import type { SignatoryKind } from '../../db/schema.ts'
import type { Picture } from '../../render/reencode-image.ts'
import type { FormState } from '../../web/form.ts'
import { type PictureForm, takePicture } from '../../web/picture-upload.ts'
import { recordAct } from '../accounts/index.ts'
import { logoColumns } from '../campaigns/index.ts'
import { type Actor, inCampaign, raiseVersion } from './change-signatories.ts'
import type { StoredSignatory } from './queries.ts'

interface Refused {
  ok: false
  state: FormState
}

/**
 * What a form said, with the logo that came along, made anew. Where anything else is wrong the file is not looked at:
 * browsers do not keep one, so whoever sent it is told to choose it again.
 */
export const readLogo = async <Read extends { ok: true }>(
  read: Read | Refused,
  { typed, file }: PictureForm,
): Promise<{ ok: true; read: Read; logo: Picture | undefined } | Refused> => {
  if (!read.ok) {
    const again = file ? [{ field: 'file', message: 'signatories.errors.logoAgain' as const }] : []
    return { ok: false, state: { ...read.state, errors: [...read.state.errors, ...again] } }
  }
  const taken = file && (await takePicture(file, 'logo'))
  return !taken || taken.ok
    ? { ok: true, read, logo: taken?.picture }
    : { ok: false, state: { values: typed, errors: [{ field: 'file', message: taken.message }] } }
}

/** Nobody who signs in office has a logo. */
export const ofOrganisation = ({ kind }: { kind: SignatoryKind }, form: PictureForm): PictureForm =>
  kind === 'organisation' ? form : { ...form, file: undefined }

/** An organisation's logo whether it is shown already or not; undefined where there is none. */
export const findLogo = async (db: Db, id: string): Promise<Buffer | undefined> => {
  const row = await db.selectFrom('signatories').select('logo').where('id', '=', id).executeTakeFirst()
  return row?.logo ?? undefined
}

export const removeLogo = (db: Db, { id, campaign_id: campaign }: StoredSignatory, by: Actor): Promise<void> =>
  inCampaign(db, campaign, async (trx) => {
    await trx.updateTable('signatories').set(logoColumns(null)).where('id', '=', id).execute()
    await raiseVersion(trx, campaign)
    await recordAct(trx, { ...by, campaign, act: 'signatory-changed', details: { signatory: id, logo: 'removed' } })
  })
