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
]

const installed = async () => ({ executablePath: usualPlaces.find((path) => existsSync(path)), args: quiet })

/** The one that a package carries along, for machines without a browser. */
const packaged = async () => {
  const { default: carried } = await import('@sparticuz/chromium')
  return { executablePath: await carried.executablePath(), args: [...carried.args, ...quiet] }
}

/** Starts an installed Chromium or Chrome, else the packaged one. Never throws. */
export const openBrowser = async (): Promise<OpenedBrowser> => {
  const failures: string[] = []
  for (const find of [installed, packaged]) {
    try {
      const { executablePath, args } = await find()
      if (executablePath) return { browser: await chromium.launch({ executablePath, args, headless: true }) }
    } catch (error) {
      failures.push(String(error).split('\n')[0] ?? '')
    }
  }
  return { skipped: ['No browser starts here.', ...failures].join(' ') }
}
