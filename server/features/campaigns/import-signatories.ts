import { sql } from 'kysely'
import { type Db, newId } from '../../db/index.ts'
import type { OfficeHolderFacts, OrganisationFacts, SignatoryKind } from '../../db/schema.ts'
import type { SignatoriesFile } from './folder-signatories.ts'

interface Entry {
  key: string
  kind: SignatoryKind
  position: number
  facts: OrganisationFacts | OfficeHolderFacts
}

/**
 * Makes the confirmed signatories those of the file, in its order. A key that the campaign knows keeps its row and all
 * that is sealed in it; the confirmed whom the file no longer has are withdrawn. Who is invited or waits for a check is
 * left alone, unless the file has confirmed them. Who withdrew by their own link stays withdrawn, whatever the file says.
 */
export const replaceSignatories = async (db: Db, campaignId: string, file: SignatoriesFile): Promise<void> => {
  await db
    .updateTable('campaigns')
    .set({ signatory_groups: JSON.stringify(file.groups) })
    .where('id', '=', campaignId)
    .execute()
  await db
    .updateTable('signatories')
    .set({ state: 'withdrawn', checked_at: sql`now()` })
    .where('campaign_id', '=', campaignId)
    .where('state', '=', 'confirmed')
    .execute()

  const rows = entriesOf(file).map(({ facts, ...entry }) => ({
    ...entry,
    id: newId(),
    campaign_id: campaignId,
    state: 'confirmed' as const,
    facts: JSON.stringify(facts),
  }))
  if (rows.length === 0) return
  await db
    .insertInto('signatories')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['campaign_id', 'key'])
        .doUpdateSet((row) => ({
          kind: row.ref('excluded.kind'),
          position: row.ref('excluded.position'),
          facts: row.ref('excluded.facts'),
          state: 'confirmed',
        }))
        .where('signatories.left_at', 'is', null),
    )
    .execute()
}

const entriesOf = ({ organisations, office_holders }: SignatoriesFile): Entry[] => [
  ...organisations.map(({ key, ...facts }, position) => ({ key, kind: 'organisation' as const, position, facts })),
  ...office_holders.map(({ key, ...facts }, position) => ({ key, kind: 'office-holder' as const, position, facts })),
]
