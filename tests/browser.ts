import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/** A browser to look at pages with, or why there is none on this machine. */
export type OpenedBrowser = { browser: Browser } | { skipped: string }

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

const usualPlaces = [
  ...names.map((name) => `/usr/bin/${name}`),
  ...(process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name))),
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // A page is looked at once: its scripts are not worth compiling to the last.
  '--js-flags=--no-opt',
]

const installed = async () => ({ executablePath: usualPlaces.find((path) => existsSync(path)), args: quiet })

/** The one that npm brings along, where it is made for this machine: without windows to draw it needs half the time. */
const packaged = async () => ({ executablePath: await findPackaged(), args: quiet })

/** Its own arguments let it start where nothing else does, but make one process of it, and weaker rules. */
const packagedItsWay = async () => {
  const { default: carried } = await import('@sparticuz/chromium')
  return { executablePath: await findPackaged(), args: [...carried.args, ...quiet] }
}

/** Where the packaged browser lies, '' on other machines. The first call unpacks it: one process at a time, please. */
export const findPackaged = async (): Promise<string> => {
  if (process.platform !== 'linux') return ''
  const { default: carried } = await import('@sparticuz/chromium')
  return carried.executablePath()
}

/** Starts the packaged browser, else an installed Chromium or Chrome, else the packaged one in its own way. Never throws. */
export const openBrowser = async (): Promise<OpenedBrowser> => {
  const failures: string[] = []
  for (const find of [packaged, installed, packagedItsWay]) {
    try {
      const { executablePath, args } = await find()
      if (executablePath) return { browser: await chromium.launch({ executablePath, args, headless: true }) }
    } catch (error) {
      failures.push(String(error).split('\n')[0] ?? '')
    }
  }
  return { skipped: ['No browser starts here.', ...failures].join(' ') }
}
