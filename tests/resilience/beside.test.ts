import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { inProject } from '../../server/paths.ts'
import { forEach, postForm, signingForm } from '../hostile/requests.ts'
import { demo } from '../site.ts'
import { temporaryFolder } from '../temporary.ts'
import { runToEnd, type ServerProcess, startServer } from './server-process.ts'

const SEEN_MS = 2_500

let folder: string
let env: Record<string, string>
let server: ServerProcess
beforeAll(async () => {
  folder = await temporaryFolder('beside')
  env = { DATA_DIR: folder, DEMO: 'true' }
  server = await startServer(env)
})
afterAll(async () => {
  expect((await server.end('SIGTERM')).code).toBe(0)
  await rm(folder, { recursive: true, force: true })
})

const campaign = async (...args: string[]) => {
  const { code, output } = await runToEnd('cli/campaign.js', args, env)
  return { code, lines: output.trim().split('\n') }
}

const signatures = async (...args: string[]) => {
  const { code, output } = await runToEnd('cli/signatures.js', args, env)
  return { code, lines: output.trim().split('\n') }
}

const pageIn = async (locale: string) => (await fetch(`${server.url}/${locale}/campaigns/${demo}`)).text()

test('the demo as it is, imported beside the running server, changes nothing', async () => {
  const before = await pageIn('en')
  const source = inProject('server', 'features', 'campaigns', 'demo', demo)
  expect(await campaign('import', source)).toEqual({ code: 0, lines: [`${demo}: unchanged`] })
  expect(await pageIn('en')).toBe(before)
})

test('an edited copy shows on the page within two seconds, in both languages, and comes out as it went in', async () => {
  const out = join(folder, 'copy')
  expect(await campaign('export', demo, out)).toEqual({ code: 0, lines: [`${demo}: written to ${out}`] })
  for (const [locale, title] of [
    ['en', 'A title that was changed'],
    ['ru', 'Изменённое название'],
  ] as const) {
    const file = join(out, `${locale}.md`)
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace(/^title: .*(?:\n {2}.*)*$/m, `title: ${title}`))
    await pageIn(locale)
  }
  expect(await campaign('import', out)).toEqual({ code: 0, lines: [`${demo}: updated`] })
  await vi.waitFor(async () => {
    expect(await pageIn('en')).toContain('<title>A title that was changed')
    expect(await pageIn('ru')).toContain('<title>Изменённое название')
  }, SEEN_MS)
  expect(await campaign('import', out)).toEqual({ code: 0, lines: [`${demo}: unchanged`] })
})

test('a bad copy is refused by file and line, and the page stays', async () => {
  const bad = join(folder, 'bad')
  await cp(join(folder, 'copy'), bad, { recursive: true })
  await writeFile(join(bad, 'campaign.yaml'), `${await readFile(join(bad, 'campaign.yaml'), 'utf8')}surprise: yes\n`)
  const { code, lines } = await campaign('import', bad)
  expect(code).toBe(1)
  expect(lines[0]).toMatch(/campaign\.yaml:\d+: .*surprise/)
  expect(await pageIn('en')).toContain('A title that was changed')
})

const rowsOf = (lines: string[]) => lines.map((line) => line.split('\t'))

test('what the crowd behind one network sent too much is held, told with why, and released', async () => {
  const signing = `${server.url}/en/campaigns/${demo}/signatures`
  const crowd = Array.from({ length: 65 }, (_, index) => index)
  await forEach(crowd, 8, async (index) => {
    const comment = index === 64 ? 'See www.evil.example\n0\tforged\tline' : ''
    expect((await postForm(signing, signingForm(`crowd.${index}@people.example`, { comment }))).status).toBe(303)
  })
  expect((await signatures('counts', demo)).lines).toEqual(
    expect.arrayContaining(['pending\t60', 'held\t5', 'confirmed\t0']),
  )
  const held = rowsOf((await signatures('held', demo)).lines)
  expect(held).toHaveLength(5)
  for (const [id, , country, why, name] of held)
    expect([id, country, why, name]).toEqual([expect.stringMatching(/^[\da-f-]{36}$/), 'GB', 'network', 'Ada Lovelace'])

  expect((await signatures('release', demo, held[0]?.[0] ?? '')).lines).toEqual(['released\t1'])
  expect(await signatures('release', demo, held[0]?.[0] ?? '')).toEqual({ code: 1, lines: ['released\t0'] })
  expect((await signatures('release', demo, 'all')).lines).toEqual(['released\t4'])
  expect((await signatures('counts', demo)).lines).toEqual(expect.arrayContaining(['pending\t65', 'held\t0']))
})

test('a comment with a link waits to be read, on one line whatever it holds, and shows once it is let through', async () => {
  const waiting = rowsOf((await signatures('comments', demo)).lines)
  expect(waiting).toHaveLength(1)
  expect(waiting[0]?.slice(4)).toEqual(['Ada Lovelace', 'See www.evil.example 0 forged line'])

  const kept = (await (await fetch(`${server.url}/dev/mail.json`)).json()) as { to: string; text: string }[]
  const link = /\S+\/confirmations\/(\S+)/.exec(kept.find(({ to }) => to.startsWith('crowd.64@'))?.text ?? '')?.[1]
  expect((await postForm(`${server.url}/en/confirmations/${link}`, {})).status).toBe(303)
  expect(await pageIn('en')).not.toContain('www.evil.example')

  const id = waiting[0]?.[0] ?? ''
  expect((await signatures('show-comment', demo, id)).code).toBe(0)
  await vi.waitFor(async () => expect(await pageIn('en')).toContain('See www.evil.example'), 12_000)
  expect((await signatures('show-comment', demo, id)).code).toBe(1)
})

test('commands that make no sense are refused, and the server runs on', async () => {
  expect((await signatures('held', 'nothing-here')).code).toBe(1)
  expect((await signatures('release', demo, '; drop table')).code).toBe(2)
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
})
