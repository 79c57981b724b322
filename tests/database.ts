import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { connect, type Db } from '../server/db/index.ts'
import { asDatabase, withClient } from './postgres.ts'

export interface TestDatabase {
  db: Db
  /** For what opens connections of its own: an app under test, a second process. */
  url: string
  /** Closes db and drops the database, whoever is connected still. */
  close(): Promise<void>
}

/** A migrated, empty database that is this caller's alone. */
export const openDatabase = async (): Promise<TestDatabase> => {
  const server = inject('clusterUrl')
  const name = `t_${randomBytes(8).toString('hex')}`
  await withClient(server, (client) =>
    client.query(`create database ${name} template otklik_template strategy file_copy`),
  )

  const url = asDatabase(server, name)
  const db = connect(url, { max: 5 })
  const close = async () => {
    await db.destroy()
    await withClient(server, (client) => drop(client, name))
  }
  return { db, url, close }
}

/** Whoever is connected is cut off, but for the server's own vacuuming, which ends by itself. */
const drop = async (client: pg.Client, name: string, tries = 40): Promise<void> => {
  try {
    await client.query(`drop database ${name} with (force)`)
  } catch (error) {
    const vacuuming = error instanceof pg.DatabaseError && error.code === '42501'
    if (!vacuuming || tries === 0) throw error
    await new Promise((resolve) => setTimeout(resolve, 250))
    await drop(client, name, tries - 1)
  }
}
