import type { FastifyInstance, FastifyRequest } from 'fastify'

/**
 * Whether a form comes from our own pages: by Sec-Fetch-Site where the browser sends it, else by Origin. A request
 * with neither is no browser's, and nothing here acts on a cookie that a browser would add by itself. Our own origin
 * is also the host that was asked, so that one site works under several names, an onion address among them.
 */
export const isFromOwnSite = (request: FastifyRequest, publicUrl: string): boolean => {
  const fetchSite = request.headers['sec-fetch-site']
  if (typeof fetchSite === 'string') return fetchSite === 'same-origin' || fetchSite === 'none'
  const { origin } = request.headers
  if (origin === undefined || origin === 'null') return origin === undefined
  return origin === new URL(publicUrl).origin || (URL.canParse(origin) && new URL(origin).host === request.host)
}

/**
 * As isFromOwnSite, but a request that does not say where it comes from is refused too: for what acts on a cookie, which
 * browsers add by themselves.
 */
export const isSurelyFromOwnSite = (request: FastifyRequest, publicUrl: string): boolean => {
  const { 'sec-fetch-site': fetchSite, origin } = request.headers
  if (fetchSite !== undefined) return fetchSite === 'same-origin'
  return origin !== undefined && isFromOwnSite(request, publicUrl)
}

/** Refuses forms that other sites send in a visitor's name. */
export const refuseOtherSites = (app: FastifyInstance, publicUrl: string) => {
  app.addHook('onRequest', (request, _reply, done) => {
    const refused = request.method === 'POST' && !isFromOwnSite(request, publicUrl)
    done(refused ? Object.assign(new Error('Sent from another site'), { statusCode: 403 }) : undefined)
  })
}
