import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { campaignFile, textFile } from '../../../server/features/campaigns/folder-format.ts'
import { signatoriesFile } from '../../../server/features/campaigns/folder-signatories.ts'
import { channelShape, inlineOffice } from '../../../server/features/officials/office-shape.ts'
import { inProject } from '../../../server/paths.ts'
import { type Files, problemsOf } from './folders.ts'

const document = await readFile(inProject('server/features/campaigns/FOLDER.md'), 'utf8')

/** The blocks under "An example", by the file name that stands before each. */
const example = (): Files => {
  const section = document.split('## An example')[1]?.split('## Errors')[0] ?? ''
  const blocks = section.matchAll(/^(\S+):\n\n```\w+\n([\s\S]*?\n)```$/gm)
  return Object.fromEntries([...blocks].map(([, file = '', text = '']) => [file, text]))
}

test('the example in the document is a good folder', async () => {
  expect(Object.keys(example())).toEqual(['campaign.yaml', 'en.md', 'letters/en.hbs'])
  expect(await problemsOf(example())).toEqual([])
})

test('the document names every key of the format', () => {
  const { addressees, evidence, ...campaign } = campaignFile.in.shape
  const shapes = [
    campaign,
    { addressees, evidence },
    inlineOffice,
    channelShape.shape,
    evidence.unwrap().element.shape,
    textFile.shape,
    signatoriesFile.shape,
    signatoriesFile.shape.organisations.unwrap().element.shape,
    signatoriesFile.shape.office_holders.unwrap().element.shape,
  ]
  const keys = shapes.flatMap((shape) => Object.keys(shape))
  expect(keys.length).toBeGreaterThan(35)
  expect(keys.filter((key) => !document.includes(`\`${key}\``))).toEqual([])
})
