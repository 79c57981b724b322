import type { Db } from '../../db/index.ts'
import type { Channel, Office, Official } from './office.ts'
import { channelsOf, holderOf, officeObject } from './queries.ts'

/** An office as letters address it. */
export interface AddressedOffice {
  office: Office
  official: Official | null
  channels: Channel[]
}

/** Offices by these slugs, with who holds them and how they are reached; one that is not there is left out. */
export const findOffices = async (db: Db, slugs: string[]): Promise<Map<string, AddressedOffice>> => {
  if (slugs.length === 0) return new Map()
  const rows = await db
    .selectFrom('offices')
    .innerJoin('institutions', 'institutions.id', 'offices.institution_id')
    .select((office) => [
      officeObject(office).as('office'),
      holderOf(office).as('official'),
      channelsOf(office).as('channels'),
    ])
    .where('offices.slug', 'in', slugs)
    .execute()
  return new Map(rows.map((row) => [row.office.slug, row]))
}
