import { isDeepStrictEqual } from 'node:util'
import type { Problem, YamlSource } from '../../folders/yaml-source.ts'
import type { DirectorySlugs } from '../officials/index.ts'
import type { CampaignFile } from './folder-format.ts'

/** Offices that the directory does not have, and those that it has and the campaign would define anew. */
export const checkAddressees = (
  source: YamlSource,
  { addressees }: CampaignFile,
  { offices, institutions }: DirectorySlugs,
): Problem[] =>
  addressees.flatMap((addressee, index) => {
    const path = ['addressees', index, 'office']
    if (!('institution' in addressee)) {
      const { office } = addressee
      return offices.has(office) ? [] : [source.problemAt(path, `${office} is not an office of the directory`)]
    }
    const { office, institution } = addressee
    if (offices.has(office.slug))
      return [source.problemAt([...path, 'slug'], `is in the directory: write “office: ${office.slug}” instead`)]

    const { slug, name } = institution
    const known = institutions.get(slug)
    return known && !isDeepStrictEqual(known, name)
      ? [source.problemAt(['addressees', index, 'institution', 'name'], `${slug} has another name in the directory`)]
      : []
  })
