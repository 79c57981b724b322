import fastify from 'fastify'
import { loadAssets } from '../../server/render/assets.ts'
import { createSite, type Site } from '../../server/render/page.ts'
import { assets as assetRoutes } from '../../server/web/assets.ts'
import { securityHeaders } from '../../server/web/security-headers.ts'

export const publicUrl = 'https://otklik.example'

/** The templates, and the way to look at what they give as a browser does: with the product's own headers. */
export const openSite = async () => {
  const app = fastify()
  const assets = loadAssets()
  const made = await createSite(app, { publicUrl, assets })
  const rendered = new Set<string>()
  const site: Site = {
    ...made,
    render: (page, context, model) => {
      rendered.add(page.template)
      return made.render(page, context, model)
    },
  }
  const shown = new Map<string, string>()
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({ ...securityHeaders, 'strict-transport-security': 'max-age=0' })
  })
  await app.register(assetRoutes, { assets })
  app.get('/pages/*', async (request, reply) => {
    const html = shown.get(request.url)
    if (html === undefined) return reply.callNotFound()
    return reply.type('text/html; charset=utf-8').send(html)
  })
  // Whatever picture a sample names, a browser finds one.
  app.get('/images/*', async (_request, reply) =>
    reply.type('image/svg+xml').send('<svg xmlns="http://www.w3.org/2000/svg" width="640" height="400"/>'),
  )
  const listen = () => app.listen({ port: 0, host: '127.0.0.1' })
  const show = (name: string, html: string) => {
    shown.set(`/pages/${name}`, html)
    return `/pages/${name}`
  }
  return { site, assets, rendered, listen, show, close: () => app.close() }
}
