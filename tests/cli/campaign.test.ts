import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCampaignCommand } from '../../server/cli/campaign.ts'
import { findCampaign } from '../../server/features/campaigns/index.ts'
import { openDatabase, type TestDatabase } from '../database.ts'
import { bend, makeFolder, readGood } from '../features/campaigns/folders.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openDatabase()
})
afterAll(() => database.close())

const run = async (...args: string[]) => {
  const lines: string[] = []
  const code = await runCampaignCommand(args, {
    db: database.db,
    out: (line) => lines.push(line),
    newDataKey: () => randomBytes(32),
    checkLetters: ({ templates }) =>
      templates
        .filter(({ source }) => source.includes('{{evil}}'))
        .map(({ file }) => ({ file, line: 2, message: 'evil is not a field' })),
  })
  return { code, lines }
}

test('a folder goes in, is unchanged the second time, and comes out the same', async () => {
  await using folder = await makeFolder()
  await using target = await makeFolder({})
  expect(await run('import', folder.dir)).toEqual({ code: 0, lines: ['river: created'] })
  expect(await run('import', folder.dir)).toEqual({ code: 0, lines: ['river: unchanged'] })

  await using changed = await makeFolder(bend(['campaign.yaml', 'goal: 1000', 'goal: 7']))
  expect(await run('import', changed.dir)).toEqual({ code: 0, lines: ['river: updated'] })

  const out = join(target.dir, 'new', 'folder')
  expect(await run('export', 'river', out)).toEqual({ code: 0, lines: [`river: written to ${out}`] })
  expect(await readGood(out)).toEqual(await readGood(changed.dir))
})

test('a bad folder is refused with each problem by file and line, and changes nothing', async () => {
  const files = bend(['campaign.yaml', 'slug: river', 'slug: bad'], ['campaign.yaml', 'goal: 1000', 'goal: 0'])
  await using folder = await makeFolder({ ...files, 'letters/en.hbs': 'Dear\n{{evil}}' })

  expect(await run('import', folder.dir)).toEqual({
    code: 1,
    lines: [
      `${join(folder.dir, 'campaign.yaml')}:6: goal: must be at least 1`,
      `${join(folder.dir, 'letters/en.hbs')}:2: evil is not a field`,
    ],
  })
  expect(await findCampaign(database.db, 'bad')).toBeUndefined()
})

test('what is not there is refused', async () => {
  expect((await run('import', '/nowhere/at/all')).code).toBe(1)
  expect(await run('export', 'nothing')).toEqual({ code: 1, lines: ['nothing: no such campaign'] })
})

test.each([[[]], [['import']], [['export']], [['import', 'a', 'b']], [['export', 'a', 'b', 'c']], [['delete', 'a']]])(
  'usage is told for %j',
  async (args) => {
    const { code, lines } = await run(...args)
    expect(code).toBe(2)
    expect(lines[0]).toMatch(/^usage: /)
  },
)
