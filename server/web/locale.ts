import type { FastifyRequest } from 'fastify'
import { isLocale, type Locale, locales } from '../i18n/index.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The language that is known to be wanted, where an address does not say it. */
    chosenLocale?: Locale
  }
}

/** The language to answer in: the one in the address, otherwise the one chosen, otherwise the first of ours that the browser names. */
export const localeOf = (request: FastifyRequest): Locale => {
  const inAddress = request.url.slice(1, 3)
  if (isLocale(inAddress) && /^\/..(?:[/?]|$)/.test(request.url)) return inAddress
  return request.chosenLocale ?? preferredLocale(request.headers['accept-language'])
}

/** The first of our languages by the weights of Accept-Language (RFC 9110, 12.5.4); English where none is named. */
export const preferredLocale = (header: string | undefined): Locale => {
  const wanted = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().toLowerCase().split(';')
      const weight = params.map((param) => /^\s*q=([\d.]+)\s*$/.exec(param)?.[1]).find((value) => value !== undefined)
      return { language: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
  const match = wanted.map(({ language }) => language).find(isLocale)
  return match ?? locales[0]
}
