/** The fragments that a template places, in the order in which they stand. For templates that were checked. */
export const fragmentsOf = (source: string) => [
  ...new Set(
    [...source.matchAll(/\{\{~?\s*(?:fragment|any_order)\s+([^}]*)\}\}/g)].flatMap(([, names = '']) =>
      [...names.matchAll(/["']([^"']+)["']/g)].map(([, name = '']) => name),
    ),
  ),
]

/** The names of the facts that a template quotes, in the order in which they stand. For templates that were checked. */
export const factsOf = (source: string) => [
  ...new Set([...source.matchAll(/\bfacts\.([a-z][a-z0-9_]*)/g)].map(([, name = '']) => name)),
]
