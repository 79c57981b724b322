import { forbiddenCharacter, markForbidden } from '../../folders/fields.ts'
import type { Problem } from '../../folders/yaml-source.ts'
import { type CampaignFolder, type FolderFiles, readCampaignFiles, shownImages } from '../campaigns/index.ts'
import { checkLetters } from '../letters/index.ts'
import type { DirectorySlugs } from '../officials/index.ts'
import { type DraftProblem, toDraftProblem } from './draft-problem.ts'
import type { Draft } from './queries.ts'
import { draftFiles, startedLocales } from './section-files.ts'
import { textAt } from './section-forms/fields.ts'

export type Assembled = { ok: true; folder: CampaignFolder } | { ok: false; problems: DraftProblem[] }

/**
 * The campaign's folder as its sections have it, in all languages in which something is written, checked by the readers of
 * folders; or everything that is wrong with it, by section, language and field. Addressees are held to the directory
 * where its slugs are given.
 */
export const assembleFolder = (
  { campaign, sections, images }: Draft,
  { directory }: { directory?: DirectorySlugs } = {},
): Assembled => {
  const { slug, state, organiser, outcome, opens, closes, note } = campaign
  const files = draftFiles({ slug, state, organiser, outcome, opens, closes, note }, sections, startedLocales(sections))
  const shown = imagesShown(sections)
  const pictures = { images: images.filter(({ name }) => shown.has(name)), logos: [] }
  const read = readCampaignFiles({ ...withVisible(files), pictures }, checkLetters, directory)
  return read.ok ? read : { ok: false, problems: read.problems.map((problem) => toDraftProblem(problem, files)) }
}

/** Of the pictures that the desk has, those that the sections name. */
const imagesShown = (sections: Draft['sections']) => {
  const cover = sections.find(({ section, locale }) => section === 'cover' && locale === '')
  const bodies = sections.filter(({ section }) => section === 'body')
  return shownImages(
    textAt(cover?.content, 'image') || null,
    bodies.map(({ content }) => textAt(content, 'markdown')),
  )
}

/** As a folder's files are read: what a reader could not see is a problem, and stands as a mark. */
const withVisible = (files: Map<string, string>): Omit<FolderFiles, 'pictures'> => {
  const problems: Problem[] = []
  for (const [file, text] of files) {
    for (const [index, line] of text.split('\n').entries()) {
      const message = forbiddenCharacter(line)
      if (message) problems.push({ file, line: index + 1, message })
    }
  }
  return { files: new Map([...files].map(([file, text]) => [file, markForbidden(text)])), problems }
}
