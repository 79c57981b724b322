import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** A browser to look at pages with, or why there is none on this machine. */
export type OpenedBrowser = { browser: Browser } | { skipped: string }

const usualPlaces = [
  process.env.CHROME_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
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

/** The one that a package carries along, for machines without a browser; undefined where it does not unpack. */
const packagedBrowser = async () => {
  try {
    const { default: packaged } = await import('@sparticuz/chromium')
    return { executablePath: await packaged.executablePath(), args: [...packaged.args, ...quiet] }
  } catch {
    return undefined
  }
}

/** Starts an installed Chromium or Chrome (CHROME_PATH first), else the packaged one. Never throws. */
export const openBrowser = async (): Promise<OpenedBrowser> => {
  const installed = usualPlaces
    .filter((path) => path !== undefined && existsSync(path))
    .map((executablePath) => ({ executablePath, args: quiet }))
  const failures: string[] = []
  for (const find of [...installed.map((one) => async () => one), packagedBrowser]) {
    const found = await find()
    if (!found?.executablePath) continue
    try {
      const { executablePath, args } = found
      return { browser: await chromium.launch({ executablePath, args, headless: true }) }
    } catch (error) {
      failures.push(String(error).split('\n')[0] ?? '')
    }
  }
  return { skipped: `No browser starts here (CHROME_PATH names one). ${failures.join(' ')}` }
}
