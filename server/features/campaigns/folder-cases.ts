import { z } from 'zod'
import type { CaseBasis, CaseKind, RecommendationState } from '../../db/submission-tables.ts'
import * as field from '../../folders/fields.ts'
import type { Locale } from '../../i18n/locale.ts'

export const caseKinds = ['person', 'event'] as const satisfies CaseKind[]
export const caseBases = ['consent', 'public-source', 'withdrawn'] as const satisfies CaseBasis[]
export const recommendationStates = [
  'accepted',
  'noted',
  'under-way',
  'done',
  'refused',
] as const satisfies RecommendationState[]

const source = field.line(2000)
const said = (max: number) =>
  field.inEither(max).refine((text) => Object.keys(text).length > 0, 'must be said in en, in ru or in both')

const happening = z.strictObject({ date: field.dateOrPart, text: said(2000), source: source.nullable().default(null) })

/** A case of cases.yaml. Refused: one without a basis, from a public source without the source, or withdrawn and told. */
const caseEntry = z
  .strictObject({
    key: field.key,
    kind: z.enum(caseKinds),
    basis: z.enum(caseBases),
    source: source.nullable().default(null),
    names: field.inEither(200).default({}),
    status: field.inEither(1000).default({}),
    history: z.array(happening).max(100).default([]),
  })
  .superRefine(({ basis, source, names, status, history }, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    const named = Object.keys(names).length > 0
    const told = named || source !== null || Object.keys(status).length > 0 || history.length > 0
    if (basis === 'withdrawn' && told) refuse('basis', 'is withdrawn: nothing but key and kind may be kept')
    if (basis !== 'withdrawn' && !named) refuse('names', 'must be said in en, in ru or in both')
    if (basis === 'public-source' && source === null) refuse('source', 'must say which public source')
  })

export const casesFile = z.array(caseEntry).max(300)

/** recommendations.yaml: what became of recommendations. Out come the oldest first within each. */
export const recommendationsFile = z
  .array(
    z.strictObject({
      recommendation: field.key,
      state: z.enum(recommendationStates),
      who: said(300),
      on: field.date,
      source,
      note: field.inEither(2000).default({}),
    }),
  )
  .max(5000)
  .transform((entries) => entries.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : placeOf(a) > placeOf(b) ? 1 : 0)))

const placeOf = ({ recommendation, on }: { recommendation: string; on: string }) => `${recommendation} ${on}`

export type CaseEntry = z.output<typeof caseEntry>
export type StateEntry = z.output<typeof recommendationsFile>[number]

/** What a campaign's folder holds besides, where it is a document of topics. */
export interface DocumentFiles {
  /** Markdown by locale, for `readDocument`. */
  documents: Partial<Record<Locale, string>>
  /** null where there is no cases.yaml: those that the database has then stay as they are. */
  cases: CaseEntry[] | null
  /** By recommendation, the oldest first; null likewise where there is no recommendations.yaml. */
  recommendations: StateEntry[] | null
}

/** As an editor writes them: without what is not said. */
export const plainCase = ({ key, kind, basis, source, names, status, history }: CaseEntry) => ({
  key,
  kind,
  basis,
  ...(source !== null && { source }),
  ...(Object.keys(names).length > 0 && { names }),
  ...(Object.keys(status).length > 0 && { status }),
  ...(history.length > 0 && {
    history: history.map(({ date, text, source }) => ({
      date: /^\d{4}$/.test(date) ? Number(date) : date,
      text,
      ...(source !== null && { source }),
    })),
  }),
})

export const plainState = ({ recommendation, state, who, on, source, note }: StateEntry) => ({
  recommendation,
  state,
  who,
  on,
  source,
  ...(Object.keys(note).length > 0 && { note }),
})
