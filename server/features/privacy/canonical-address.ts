import { domainToASCII } from 'node:url'

/** How a provider reads what stands before the @; the default takes off a +tag and keeps the dots. */
type DomainRule = { sameAs?: string; dots?: boolean }

const domainRules: Record<string, DomainRule> = {
  'gmail.com': { dots: true },
  'googlemail.com': { sameAs: 'gmail.com', dots: true },
  'ya.ru': { sameAs: 'yandex.ru' },
  'yandex.com': { sameAs: 'yandex.ru' },
  'yandex.kz': { sameAs: 'yandex.ru' },
  'yandex.by': { sameAs: 'yandex.ru' },
}

/** What needs no rewriting but lower case, which is nearly every domain: the rules of URLs cost ten times as much. */
const plainDomain = /^(?!.*xn--)(?:[a-z\d-]+\.)+[a-z][a-z\d-]*$/

/** The domain of an address as mail servers write it: lower case, punycode. The empty string where it is none. */
export const domainOf = (address: string) => {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase()
  return plainDomain.test(domain) ? domain : domainToASCII(domain.normalize('NFKC').toLowerCase().replace(/\.$/, ''))
}

/** Latin letters without accents are composed already, which is nearly every address. */
const foldedLocal = (local: string) =>
  /^[!-~]*$/.test(local) ? local.toLowerCase() : local.normalize('NFKC').toLowerCase().normalize('NFC')

/**
 * The form by which two spellings of one mailbox are known to be the same. It only finds duplicates:
 * mail goes to the address as typed.
 */
export const canonicalAddress = (address: string): string => {
  const domain = domainOf(address)
  const rule = domainRules[domain] ?? {}
  const local = foldedLocal(address.slice(0, address.lastIndexOf('@')))
  const [untagged = ''] = local.split('+')
  const name = rule.dots ? untagged.replaceAll('.', '') : untagged
  return `${name || local}@${rule.sameAs ?? domain}`
}
