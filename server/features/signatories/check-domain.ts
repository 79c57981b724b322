import { domainOf } from '../privacy/index.ts'

/** Whether the address is at the organisation's own site: the same host, or one within the other. */
export const domainMatches = (email: string, website: string): boolean => {
  const domain = domainOf(email)
  const host = new URL(website).hostname.replace(/^www\./, '')
  return domain !== '' && (domain === host || domain.endsWith(`.${host}`) || host.endsWith(`.${domain}`))
}
