import type { OfficeHolderFacts, OrganisationFacts } from '../../db/schema.ts'

export type { Honorific, OfficeHolderFacts, OrganisationFacts } from '../../db/schema.ts'

/** What is shown of a signatory. */
export type Facts = OrganisationFacts | OfficeHolderFacts

/** An organisation's site, where it is known. */
export const websiteOf = (facts: Facts): string | null => ('website' in facts ? facts.website : null)
