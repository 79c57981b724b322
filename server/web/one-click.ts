import type { FastifyInstance } from 'fastify'

const LIMIT = 4096

/**
 * Lets mail programs end a kind of mail by one click: they may post it in either form that HTML has, without a cookie
 * and without asking further (RFC 8058, 3.2). What is in the body says nothing that the address does not.
 */
export const takeOneClick = (app: FastifyInstance): void => {
  app.addContentTypeParser('multipart/form-data', { parseAs: 'string', bodyLimit: LIMIT }, (_request, _body, done) =>
    done(null, {}),
  )
}
