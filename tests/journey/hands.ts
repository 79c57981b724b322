import type { Page } from 'playwright-core'

/** How somebody works with a page: each act waits for the page that it leads to, where it leads to one. */
export interface Hands {
  fill(page: Page, field: string, text: string): Promise<void>
  tick(page: Page, box: string): Promise<void>
  /** Of the radio buttons or the options of this name, the one with this value. */
  choose(page: Page, name: string, value: string): Promise<void>
  /** A button or link that leads to another page. */
  press(page: Page, act: string): Promise<void>
  /** A button that leads nowhere: a file comes, or a script does something. */
  touch(page: Page, act: string): Promise<void>
}

const born = (page: Page) => page.evaluate('performance.timeOrigin').catch(() => undefined)

/** Does it, and waits until another page has come. */
const arrive = async (page: Page, act: () => Promise<unknown>) => {
  const before = await born(page)
  await act()
  for (let tries = 0; tries < 400; tries++) {
    const now = await born(page)
    if (now !== undefined && now !== before) return page.waitForLoadState()
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`No page came after ${page.url()}`)
}

const isAt = (page: Page, selector: string) =>
  page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)}) ?? false`)

/** Presses a key until the focus is there. */
const reach = async (page: Page, selector: string, key = 'Tab') => {
  for (let tries = 0; tries < 400; tries++) {
    if (await isAt(page, selector)) return
    await page.keyboard.press(key)
  }
  throw new Error(`${selector} is out of reach of the keyboard at ${page.url()}`)
}

/** The keyboard alone: Tab, arrows, Space and Enter. */
export const keyboard: Hands = {
  fill: async (page, field, text) => {
    await reach(page, field)
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.insertText(text)
  },
  tick: async (page, box) => {
    await reach(page, box)
    await page.keyboard.press('Space')
  },
  choose: async (page, name, value) => {
    await reach(page, `[name="${name}"]`)
    const select = `select[name="${name}"]`
    if (!(await isAt(page, select))) {
      await page.keyboard.press('Space')
      return reach(page, `[name="${name}"][value="${value}"]`, 'ArrowDown')
    }
    for (let tries = 0; tries < 400; tries++) {
      if ((await page.locator(`${select}:focus`).inputValue()) === value) return
      await page.keyboard.press('ArrowDown')
    }
    throw new Error(`${name} has no ${value}`)
  },
  press: async (page, act) => {
    await reach(page, act)
    await arrive(page, () => page.keyboard.press('Enter'))
  },
  touch: async (page, act) => {
    await reach(page, act)
    await page.keyboard.press('Enter')
  },
}

/** A finger on a phone. */
export const finger: Hands = {
  fill: async (page, field, text) => {
    await page.locator(field).first().tap()
    await page.locator(field).first().fill(text)
  },
  tick: (page, box) => page.locator(box).first().tap(),
  choose: async (page, name, value) => {
    const select = page.locator(`select[name="${name}"]`)
    if ((await select.count()) > 0) await select.first().selectOption(value)
    else await page.locator(`[name="${name}"][value="${value}"]`).tap()
  },
  press: (page, act) => arrive(page, () => page.locator(act).first().tap()),
  touch: (page, act) => page.locator(act).first().tap(),
}
