import type { Db } from '../../db/index.ts'
import { inProject } from '../../paths.ts'
import { readCampaignFolder } from '../campaigns/index.ts'
import { checkLetters } from '../letters/index.ts'
import { type SectionContent, sectionsOf } from './section-files.ts'

/** A small petition with everything that one has, in both languages; to an office of the country, where one is known. */
export const exampleSections = async (db: Db, country: string): Promise<SectionContent[]> => {
  const read = await readCampaignFolder(inProject('server', 'features', 'drafts', 'example'), checkLetters)
  if (!read.ok)
    throw new Error(read.problems.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'))
  const office = await findAnyOffice(db, country)
  const addressees = office ? [{ key: 'first', office, demands: null }] : []
  return sectionsOf(read.folder).map((section) =>
    section.section === 'addressees' ? { ...section, content: addressees } : section,
  )
}

const findAnyOffice = async (db: Db, country: string) => {
  const row = await db
    .selectFrom('offices')
    .innerJoin('institutions', 'institutions.id', 'offices.institution_id')
    .select('offices.slug')
    .where('institutions.country', '=', country)
    .where('offices.in_directory', '=', true)
    .where((office) =>
      office.exists(
        office.selectFrom('channels').select('id').whereRef('office_id', '=', 'offices.id').where('kind', '=', 'email'),
      ),
    )
    .orderBy('offices.slug')
    .executeTakeFirst()
  return row?.slug
}
