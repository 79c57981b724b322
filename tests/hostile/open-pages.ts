import { expect } from 'vitest'
import type { Watch } from './desk-browser.ts'

export interface Opened {
  path: string
  html: string
}

const AT_ONCE = 16

/** Opens pages as they would be without a policy; none may do anything. Which of them show many of the strings. */
export const openPages = async (view: Watch, pages: Opened[]): Promise<string[]> => {
  const [shown, wrong]: [string[], object[]] = [[], []]
  for (let at = 0; at < pages.length; at += AT_ONCE) {
    const some = pages.slice(at, at + AT_ONCE)
    const watched = await view.openAll(some.map(({ html }) => html))
    expect(watched.length).toBe(some.length)
    for (const [index, { ran, made, shown: numbers }] of watched.entries()) {
      const path = some[index]?.path ?? ''
      if (ran.length + made.length > 0) wrong.push({ path, ran: ran.slice(0, 3), made: made.slice(0, 3) })
      if (numbers.length > 300) shown.push(path)
    }
  }
  expect(wrong).toEqual([])
  return shown
}
