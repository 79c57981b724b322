import { nextPath } from './next-path.ts'

export interface KeptField {
  name: string
  value: string
}

/** A form that could not be taken yet: where it goes, and what was typed into it. */
export interface KeptForm {
  action: string
  fields: KeptField[]
}

/** What was typed, of a form that came to this address; a field sent several times stays several. */
export const keptForm = (url: string, body: unknown): KeptForm => ({
  action: nextPath(url),
  fields: Object.entries(typeof body === 'object' && body !== null ? body : {}).flatMap(([name, value]) =>
    [value].flat().flatMap((one) => (typeof one === 'string' ? [{ name, value: one }] : [])),
  ),
})

/** As it travels in a field of the form for signing in; empty where nothing is kept. */
export const packKept = (kept: KeptForm | undefined): string => (kept ? JSON.stringify(kept) : '')

/** What packKept made; undefined for anything else. Its address is held to an own path of the desk again. */
export const unpackKept = (packed: unknown): KeptForm | undefined => {
  if (typeof packed !== 'string' || packed === '') return undefined
  try {
    const { action, fields } = JSON.parse(packed)
    if (!Array.isArray(fields)) return undefined
    const whole = fields.filter(({ name, value }) => typeof name === 'string' && typeof value === 'string')
    return { action: nextPath(action), fields: whole.map(({ name, value }) => ({ name, value })) }
  } catch {
    return undefined
  }
}
