import type { Db } from '../../db/index.ts'
import type { SignatoryKind } from '../../db/schema.ts'
import type { Picture } from '../../render/reencode-image.ts'
import type { FormState } from '../../web/form.ts'
import { type PictureForm, takePicture } from '../../web/picture-upload.ts'
import { recordAct } from '../accounts/index.ts'
import { logoColumns } from '../campaigns/index.ts'
import type { Vault } from '../privacy/index.ts'
import { type Actor, inCampaign, raiseVersion } from './change-signatories.ts'
import { keepLogo, openKeptLogo } from './kept-logo.ts'
import type { StoredSignatory } from './queries.ts'

interface Refused {
  ok: false
  state: FormState
}

/**
 * What a form said, with the logo that came along, made anew, or that has waited in the form. Where anything is wrong, a
 * good logo waits in the form that goes back.
 */
export const readLogo = async <Read extends { ok: true }>(
  vault: Vault,
  read: Read | Refused,
  { typed, file }: PictureForm,
): Promise<{ ok: true; read: Read; logo: Picture | undefined } | Refused> => {
  const taken = file && (await takePicture(file, 'logo'))
  const logo = taken ? (taken.ok ? taken.picture : undefined) : await openKeptLogo(vault, typed.logo)
  const wrong = taken && !taken.ok ? [{ field: 'file', message: taken.message }] : []
  if (read.ok && wrong.length === 0) return { ok: true, read, logo }
  const { values, errors } = read.ok ? { values: typed, errors: [] } : read.state
  const kept = { ...values, logo: logo ? keepLogo(vault, logo) : '' }
  return { ok: false, state: { values: kept, errors: [...errors, ...wrong] } }
}

/** Nobody who signs in office has a logo. */
export const ofOrganisation = ({ kind }: { kind: SignatoryKind }, form: PictureForm): PictureForm =>
  kind === 'organisation' ? form : { typed: { ...form.typed, logo: '' }, file: undefined }

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
