const programs = [
  ['Firefox', /Firefox\//],
  ['Edge', /Edg(?:e|A|iOS)?\//],
  ['Yandex', /YaBrowser\//],
  ['Opera', /OPR\//],
  ['Chrome', /Chrom(?:e|ium)\/|CriOS\//],
  ['Safari', /Safari\//],
] as const

const systems = [
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS/],
  ['Linux', /Linux|X11/],
] as const

/** The kind of browser and system, by which somebody knows their own session in a list: «Firefox, Windows». */
export const agentLabel = (header: string | undefined): string => {
  const text = (header ?? '').slice(0, 400)
  const found = [programs, systems].map((list) => list.find(([, pattern]) => pattern.test(text))?.[0])
  return found.filter((name) => name !== undefined).join(', ')
}
