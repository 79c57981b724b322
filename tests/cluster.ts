import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../server/db/embedded.ts'
import { connect, migrate } from '../server/db/index.ts'
import { prepareBrowser } from './browser.ts'
import { asDatabase, withClient } from './postgres.ts'
import { removeRemains, temporaryFolder } from './temporary.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The address of the cluster that all test files share. */
    clusterUrl: string
  }
}

/**
 * One cluster for the run, which may lose its rows, with a migrated database that openDatabase copies; and a browser
 * that is ready before the workers ask for it at once.
 */
export default async ({ provide }: TestProject) => {
  await removeRemains()
  await prepareBrowser()
  const folder = await temporaryFolder('run')
  const cluster = await startEmbedded(join(folder, 'postgres'), { durable: false, log: console.error })

  await withClient(cluster.url, (client) => client.query('create database otklik_template'))
  const template = connect(asDatabase(cluster.url, 'otklik_template'), { max: 1 })
  await migrate(template)
  await template.destroy()
  provide('clusterUrl', cluster.url)

  return async () => {
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
