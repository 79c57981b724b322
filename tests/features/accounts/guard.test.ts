import { afterAll, expect, test } from 'vitest'
import { openDesk } from '../../desk.ts'
import { demo } from '../../site.ts'

const desk = await openDesk()
afterAll(desk.close)

test('the desk greets a member with their teams and campaigns, and keeps nothing in caches', async () => {
  const { status, text, headers } = await desk.owner.get('/desk/')

  expect(status).toBe(200)
  expect(text).toContain('Olga Owner')
  expect(text).toContain('Volunteering')
  expect(text).toContain('Stop the killing of stray animals')
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('referrer-policy')).toBe('same-origin')
})

test('whoever has not signed in is led to the page for it, and back afterwards', async () => {
  expect((await desk.nobody.get('/desk/')).location).toBe('/desk/sign-in')
  const { status, location } = await desk.nobody.get(`/desk/?about=${demo}`)

  expect([status, location]).toEqual([303, `/desk/sign-in?next=${encodeURIComponent(`/desk/?about=${demo}`)}`])
})

test('the language is the account’s, and choosing another stays with it', async () => {
  const editor = await desk.as(['editor'], { locale: 'ru' })

  expect((await editor.get('/desk/')).text).toContain('<html lang="ru">')
  expect((await editor.get('/desk/?lang=en')).text).toContain('<html lang="en">')
  expect((await editor.get('/desk/')).text).toContain('<html lang="en">')
})

test('owners and moderators are led to set up their second factor; others are not', async () => {
  const moderator = await desk.as(['moderator'], { secondFactor: false })
  const editor = await desk.as(['editor'], { secondFactor: false })

  expect((await moderator.get('/desk/')).location).toBe('/desk/second-factor')
  expect((await editor.get('/desk/')).status).toBe(200)
})

test('every route of the desk has a rule', () => {
  expect(desk.app.deskRoutes.length).toBeGreaterThan(1)
  expect(desk.app.deskRoutes.filter(({ rule }) => !rule)).toEqual([])
})
