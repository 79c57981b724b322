import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { directoryFile } from '../../../server/features/officials/directory-format.ts'
import { channelShape } from '../../../server/features/officials/office-shape.ts'
import { inProject } from '../../../server/paths.ts'
import { problemsOf } from './directories.ts'

const document = await readFile(inProject('server/features/officials/DIRECTORY.md'), 'utf8')

test('the example in the document is a good directory', async () => {
  const [, file = '', text = ''] = /^(\S+\.yaml):\n\n```yaml\n([\s\S]*?\n)```$/m.exec(document) ?? []
  expect(text).toContain('institutions:')
  expect(await problemsOf({ [file]: text })).toEqual([])
})

test('the document names every key of the format', () => {
  const institution = directoryFile.shape.institutions.element.shape
  const shapes = [directoryFile.shape, institution, institution.offices.unwrap().element.shape, channelShape.shape]
  const keys = shapes.flatMap((shape) => Object.keys(shape))
  expect(keys.length).toBeGreaterThan(25)
  expect(keys.filter((key) => !document.includes(`\`${key}\``))).toEqual([])
})
