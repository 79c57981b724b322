import type { Browser } from 'playwright-core'
import { openDesk, type TestDesk } from '../desk.ts'
import { type Watch, watch } from './desk-browser.ts'
import { HostileVault } from './hostile-vault.ts'
import { type Stock, stockSite } from './stocked-site.ts'

/** A site with one of everything, and a browser in which whatever runs is told. */
export interface StockedSite extends Stock {
  desk: TestDesk
  vault: HostileVault
  view: Watch
}

export const openStockedSite = async (browser: Browser): Promise<StockedSite> => {
  const vault = new HostileVault()
  const desk = await openDesk({ vault })
  const stock = await stockSite(desk)
  return { ...stock, desk, vault, view: await watch(browser, desk.url, desk.owner.cookie) }
}
