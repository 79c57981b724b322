import { expect, test } from 'vitest'
import { withoutCases } from '../../../server/features/campaigns/without-cases.ts'
import { readDocument } from '../../../server/render/document/read-document.ts'
import { withhold } from '../../../server/render/document/withhold.ts'

const source = `## Torture {#torture}

Complaints have grown[^un], and so has silence[^both].

> {.example case=kozlov}
> He was beaten[^court], as others were[^both].

### General recommendations {.general}

- {#torture-law} Amend the law, as [Kozlov](case:kozlov) asked.

[^un]: United Nations, page 7.
[^court]: Court record of a trial.
    <https://court.example/1>
[^both]: Two reports.
`

const { document } = readDocument(source)
const shownTo = (mayName: boolean) => withhold(document, () => mayName)

test('where a case may be named, nothing of the document is withheld', () => {
  expect(shownTo(true)).toEqual(document)
  expect(document.footnotes.map(({ number, references }) => [number, references])).toEqual([
    [1, [1]],
    [2, [1, 2]],
    [3, [1]],
  ])
})

test('a withheld example takes along the footnotes that only it refers to, and the others keep their numbers', () => {
  const shown = shownTo(false)
  expect(shown.topics[0]?.blocks[1]).toEqual({ kind: 'example', cases: ['kozlov'], blocks: [] })
  expect(shown.footnotes.map(({ number, references }) => [number, references])).toEqual([
    [1, [1]],
    [2, [1]],
  ])
  expect(JSON.stringify(shown)).not.toMatch(/beaten|Court record|court\.example/)
})

test('editions show neither a case’s name nor its example nor the sources of that', () => {
  const shown = withoutCases(source)
  expect(shown).not.toMatch(/Kozlov|beaten|Court record|court\.example/)
  expect(shown).toContain('[^un]: United Nations, page 7.')
  expect(shown).toContain('[^both]: Two reports.')
  expect(shown).toContain('as […](case:kozlov) asked')
})
