import { screens } from '../../server/features/drafts/section-forms/screens.ts'
import { addressOf, DIGEST, type Named } from './desk-stock.ts'
import type { Tokens } from './people-stock.ts'

export interface Route {
  method: string
  url: string
  bodyLimit: number
}

/** What stands at the demo's campaigns: things by the parameters that name them, and tokens by what they are for. */
export interface Stocked {
  campaigns: Named[]
  /** The campaign whose letters are made of fragments, and one of its addressees. */
  letters: Named
  tokens: Tokens
}

const tabs = ['comments', 'held', 'corrections', 'answers']

/** Each campaign is read in a language of its own. */
const inLanguage = (url: string, campaigns: Named[]) =>
  /^\/(?:en|ru)\//.test(url) ? [campaigns[url.startsWith('/ru/') ? 1 : 0] ?? {}] : campaigns

/** Where a route can be asked for, at every campaign that has what its address names. */
export const addressesOf = ({ url }: Route, { campaigns, letters, tokens }: Stocked): string[] => {
  const links = tokens[/([\w-]+)\/:token/.exec(url)?.[1] ?? ''] ?? ['']
  const paths = [...inLanguage(url, campaigns), ...(/^\/en.*:slug\/letters/.test(url) ? [letters] : [])].flatMap(
    (named) => {
      const slug = url.includes('/offices/') ? named.office : named.campaign
      const about = { ...named, slug: slug ?? '', number: '1', name: `${DIGEST}.webp` }
      const at = (more: Named) => addressOf({ url }, { ...about, ...more })
      if (url.endsWith(':section') && named === campaigns[0]) return screens.map(({ name }) => at({ section: name }))
      if (url.includes(':section')) return [at({ section: named === campaigns[0] ? 'heading' : 'tabling' })]
      if (url.includes(':tab')) return tabs.map((tab) => at({ tab }))
      return links.map((token) => at({ token }))
    },
  )
  return [...new Set(paths)]
}
