import type { DeskLink } from '../accounts/index.ts'

/** What the desk's frame shows of a campaign's exports and imports. */
export const exchangeLinks: DeskLink[] = [
  { key: 'exchange.exports.title', href: (campaign) => `/desk/campaigns/${campaign}/exports`, roles: ['editor'] },
  { key: 'exchange.imports.title', href: (campaign) => `/desk/campaigns/${campaign}/imports`, roles: ['owner'] },
]
