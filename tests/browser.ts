import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/** A browser to look at pages with, or why there is none on this machine. */
export type OpenedBrowser = { browser: Browser } | { skipped: string }

/** Debian's browser without windows comes first: it looks at a page in three quarters of the time. */
const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

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

const findInstalled = () => usualPlaces.find((path) => existsSync(path))

/** Where the one that npm carries along lies, '' on systems for which there is none. The first call unpacks it. */
const findPackaged = async (): Promise<string> => {
  if (process.platform !== 'linux') return ''
  const { default: carried } = await import('@sparticuz/chromium')
  return carried.executablePath()
}

/** Unpacks the packaged browser where it will be needed: two processes at once would get in each other's way. */
export const prepareBrowser = async (): Promise<void> => {
  if (!findInstalled()) await findPackaged().catch(() => '')
}

const installed = async () => ({ executablePath: findInstalled(), args: quiet })

const packaged = async () => ({ executablePath: await findPackaged(), args: quiet })

/** Its own arguments let it start where nothing else does, but make one process of it, and weaker rules. */
const packagedItsWay = async () => {
  const { default: carried } = await import('@sparticuz/chromium')
  return { executablePath: await findPackaged(), args: [...carried.args, ...quiet] }
}

/** Starts an installed Chromium or Chrome, else the packaged one. Never throws. */
export const openBrowser = async (): Promise<OpenedBrowser> => {
  const failures: string[] = []
  for (const find of [installed, packaged, packagedItsWay]) {
    try {
      const { executablePath, args } = await find()
      if (executablePath) return { browser: await chromium.launch({ executablePath, args, headless: true }) }
    } catch (error) {
      failures.push(String(error).split('\n')[0] ?? '')
    }
  }
  return { skipped: ['No browser starts here.', ...failures].join(' ') }
}
