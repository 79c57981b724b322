import type { Db } from '../../db/index.ts'
import { holderOf } from '../officials/index.ts'
import type { OfficeOption } from './section-forms/part.ts'

/** Offices that a campaign can address, by slug: those of the directory, and those spelled out by campaigns. */
export const listOffices = async (db: Db): Promise<Map<string, OfficeOption>> => {
  const rows = await db
    .selectFrom('offices')
    .select((office) => ['offices.slug', 'offices.name', holderOf(office).as('holder')])
    .where('in_directory', '=', true)
    .orderBy('offices.slug')
    .execute()
  return new Map(
    rows.map(({ slug, name, holder }) => [
      slug,
      {
        slug,
        name: { en: name.en, ru: name.ru.nominative },
        holder: { en: holder?.name.en ?? '', ru: holder?.name.ru.nominative ?? '' },
      },
    ]),
  )
}
