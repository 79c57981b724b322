import type { FastifyPluginAsync } from 'fastify'
import { publicAnswers } from './answers-routes.ts'
import { board } from './board-routes.ts'
import { followUpLetters } from './follow-up-routes.ts'
import { letterOfWriter } from './letter-routes.ts'
import { mailboxOfWriter } from './mailbox-routes.ts'
import { type WritingRoutes, writing } from './writing-routes.ts'

/** Letters on their way in one locale: the board, the writers' private pages, the answers. */
export const sendings: FastifyPluginAsync<WritingRoutes> = async (
  app,
  { locale, db, vault, site, now, mailPromised },
) => {
  const shared = { locale, db, vault, site, now, ...(mailPromised ? { mailPromised } : {}) }
  for (const part of [board, writing, letterOfWriter, followUpLetters, mailboxOfWriter, publicAnswers]) {
    await app.register(part, shared)
  }
}
