import { type Db, newId } from '../../db/index.ts'
import { type SealedCampaign, uuidBytes, type Vault } from '../privacy/index.ts'

/** A file as it came with an answer. */
interface ReceivedFile {
  name: string
  type: string
  content: Uint8Array
}

const LISTED = 500

/** Seals a file beside its answer. Nothing opens, unpacks or shows it; an editor may write it to a file of their own. */
export const quarantine = async (
  db: Db,
  vault: Vault,
  campaign: SealedCampaign,
  { name, type, content }: ReceivedFile,
  place: { answerId: string; position: number },
) => {
  const id = newId()
  const secret = JSON.stringify({ name, type, content: Buffer.from(content).toString('base64') })
  await db
    .insertInto('quarantined_files')
    .values({
      id,
      answer_id: place.answerId,
      position: place.position,
      size: content.length,
      sealed: vault.seal(campaign, secret, uuidBytes(id)),
    })
    .execute()
}

const files = (db: Db) =>
  db
    .selectFrom('quarantined_files')
    .innerJoin('answers', 'answers.id', 'answer_id')
    .innerJoin('sendings', 'sendings.id', 'answers.sending_id')
    .innerJoin('campaigns', 'campaigns.id', 'sendings.campaign_id')
    .select(['quarantined_files.id', 'answer_id', 'size', 'quarantined_files.sealed'])
    .select(['campaigns.id as campaign_id', 'data_key'])

const openFile = (vault: Vault, file: { id: string; campaign_id: string; data_key: Buffer; sealed: Buffer }) => {
  const campaign = { id: file.campaign_id, dataKey: file.data_key }
  return JSON.parse(vault.open(campaign, file.sealed, uuidBytes(file.id))) as {
    name: string
    type: string
    content: string
  }
}

/** Files in quarantine, the latest first: id, answer, bytes, type and name as they said. */
export const listQuarantined = async (db: Db, vault: Vault): Promise<(string | number)[][]> => {
  const rows = await files(db).orderBy('quarantined_files.id', 'desc').limit(LISTED).execute()
  return rows.map((row) => {
    const { name, type } = openFile(vault, row)
    return [row.id, row.answer_id, row.size, type, name].map((each) => String(each).replace(/[\s\p{Cc}]+/gu, ' '))
  })
}

/** The bytes of a file as they came; undefined where there is none. */
export const openQuarantined = async (db: Db, vault: Vault, id: string): Promise<Buffer | undefined> => {
  const row = await files(db).where('quarantined_files.id', '=', id).executeTakeFirst()
  return row && Buffer.from(openFile(vault, row).content, 'base64')
}
