import type { Route } from './addresses-of-routes.ts'
import type { PageForm } from './desk-browser.ts'
import type { Fields } from './requests.ts'

/** A form to be sent: where to, as what, with which of its fields filled by whoever means harm. */
export interface Filled {
  route: Route
  path: string
  multipart: boolean
  values: Fields
  /** The names of those fields. */
  hostile: string[]
}

/** What the fields that nobody fills may take of a body. */
const REST = 8_000

const patternOf = (url: string) =>
  new RegExp(`^${url.replace(/[.]/g, '\\.').replace(/:\w+(?:\([^)]*\))?/g, '[^/]+')}/?$`)

/** The route that answers at a path: one that names it whole rather than by a parameter. */
export const routeOf = (routes: Route[], method: string, path: string): Route | undefined =>
  routes
    .filter((route) => route.method === method && patternOf(route.url).test(path))
    .sort((a, b) => a.url.split(':').length - b.url.split(':').length || b.url.length - a.url.length)[0]

/** A field as it is called on every page of its route: rows and columns are all alike. */
const fieldOf = (name: string) => name.replace(/\d+/g, 'N')

/** What a person would leave in a field that they do not touch. */
const untouched = ({ fields }: PageForm): Fields =>
  Object.fromEntries(
    fields
      .filter(
        ({ type, checked, value }) =>
          type !== 'file' && (checked || !/^(?:radio|checkbox)$/.test(type)) && value.length < 200,
      )
      .map(({ name, value }) => [name, value]),
  )

/** Each field of each form, filled once with these words wherever it stands, some fields at once where they fit. */
export const fillEach = (forms: PageForm[], routes: Route[], words: string) => {
  const length = encodeURIComponent(words).length
  const [seen, reached, filled]: [Set<string>, Set<string>, Filled[]] = [new Set(), new Set(), []]
  for (const form of forms)
    for (const target of new Set([form.action, ...form.buttons])) {
      const [path = '', query = ''] = (target.split('#')[0] ?? '').split('?')
      const route = routeOf(routes, form.method, path)
      if (!route) throw new Error(`Nothing answers a form's ${form.method} ${path}`)
      const kind = `${route.method} ${route.url.replace(/^\/(?:en|ru)\b/, '')} ${route.url.includes(':section') ? path : ''}`
      reached.add(`${route.method} ${route.url.replace(/^\/(?:en|ru)\b/, '')}`)
      const names = [...new Set(form.fields.filter(({ type }) => type !== 'file').map(({ name }) => name))].filter(
        (name) => !seen.has(`${kind} ${fieldOf(name)}`) && seen.add(`${kind} ${fieldOf(name)}`),
      )
      const many = form.multipart || form.method === 'GET' ? 1 : Math.floor((route.bodyLimit - REST) / length)
      for (let at = 0; at < names.length; at += many) {
        const hostile = names.slice(at, at + many)
        const values = { ...untouched(form), ...Object.fromEntries(hostile.map((name) => [name, words])) }
        filled.push({ route, path: query ? `${path}?${query}` : path, multipart: form.multipart, values, hostile })
      }
    }
  return { filled, reached, fields: seen.size }
}
