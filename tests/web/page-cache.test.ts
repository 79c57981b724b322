import { fastify } from 'fastify'
import { expect, test } from 'vitest'
import { PageCache } from '../../server/web/page-cache.ts'

/** A page that shows the number of its rendering, and one that has no luck the first time. */
const openApp = () => {
  const app = fastify()
  const cache = new PageCache()
  const page = { stamp: 'one', rendered: 0, fails: false }
  const render = async () => {
    const number = ++page.rendered
    await new Promise((resolve) => setTimeout(resolve, 20))
    if (page.fails) throw new Error('No luck')
    return `rendering ${number}`
  }
  app.get('/', (request, reply) => cache.send(request, reply, 'page', page.stamp, render))
  const ask = async () => (await app.inject('/')).payload
  return { page, ask, askMany: () => Promise.all(Array.from({ length: 30 }, ask)) }
}

test('however many ask for a page that has changed, it is rendered once', async () => {
  const { page, ask, askMany } = openApp()
  expect(new Set(await askMany())).toEqual(new Set(['rendering 1']))
  expect(await ask()).toBe('rendering 1')
  page.stamp = 'two'
  expect(new Set(await askMany())).toEqual(new Set(['rendering 2']))
  expect(page.rendered).toBe(2)
})

test('who asks after a change does not get the rendering that was under way before it', async () => {
  const { page, ask } = openApp()
  const before = ask()
  await new Promise((resolve) => setTimeout(resolve, 5))
  page.stamp = 'two'
  expect(await Promise.all([before, ask()])).toEqual(['rendering 1', 'rendering 2'])
})

test('a rendering that failed is not kept', async () => {
  const { page, ask, askMany } = openApp()
  page.fails = true
  for (const answer of await askMany()) expect(answer).toContain('No luck')
  page.fails = false
  expect(await ask()).toBe('rendering 2')
})
