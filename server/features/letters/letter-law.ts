import type { LetterForm } from './forms.ts'

/** What a law may want to stand in a letter to an office. */
export type Requirement = 'name' | 'address' | 'iin' | 'addressee' | 'substance' | 'date' | 'signature'

/** Countries whose law on appeals we know. */
export const lawfulCountries = ['KZ', 'RU'] as const
export type LawfulCountry = (typeof lawfulCountries)[number]

/**
 * What an appeal must carry, by country. Kazakhstan: Administrative Procedural and Process-Related Code, article 63 (the
 * individual number where there is one). Russia: Federal Law No. 59-FZ of 2 May 2006, article 7. Both as secondary
 * sources tell them, version of 2025; for a lawyer to confirm.
 */
export const requirements: Record<LawfulCountry, Requirement[]> = {
  KZ: ['name', 'iin', 'address', 'addressee', 'substance', 'date', 'signature'],
  RU: ['name', 'address', 'addressee', 'substance', 'date', 'signature'],
}

/** Countries where an appeal by mail is not considered: Russia since 30 March 2025, portals and paper only. */
export const mailNotConsidered: readonly string[] = ['RU']

export const isLawful = (country: string): country is LawfulCountry => lawfulCountries.some((each) => each === country)

/**
 * Whether the letter has what is wanted. Name, addressee, date and substance are the composer's to set; the postal
 * address is there when the writer gave it; signature and individual number are put in by hand.
 */
export const stateOf = (wanted: Requirement, form: Pick<LetterForm, 'address'>) => {
  if (wanted === 'address') return form.address === '' ? ('missing' as const) : ('there' as const)
  return wanted === 'iin' || wanted === 'signature' ? ('by-hand' as const) : ('there' as const)
}
