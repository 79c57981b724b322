const example = /^> ?\{\.example[^}\n]*\bcase=[^\n]*(?:\n>[^\n]*)*/gm
const link = /\[[^[\]]{0,300}\]\((case:[a-z0-9-]{1,60})\)/g
const definition = /^\[\^([^\]\n]{1,100})\]:[^\n]*(?:\n(?: {2}|\t)[^\n]*)*\n?/gm

/**
 * The source of a document as old editions show it: without names of cases, without what its examples tell of them, and
 * without the footnotes of those. Consent may be withdrawn long after an edition was signed.
 */
export const withoutCases = (source: string): string => {
  const cut = source.replace(example, '> […]').replace(link, '[…]($1)')
  const text = cut.replace(definition, '')
  return cut.replace(definition, (note, label: string) => (text.includes(`[^${label}]`) ? note : ''))
}
