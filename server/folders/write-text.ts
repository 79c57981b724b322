import { rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Document, isMap, isScalar, isSeq, visit } from 'yaml'

/** A rename replaces a link rather than follows it, and a reader never sees half a file. */
export const replaceFile = async (path: string, content: string | Buffer) => {
  const draft = join(dirname(path), `.${process.pid}.draft`)
  await rm(draft, { force: true })
  await writeFile(draft, content, { flag: 'wx' })
  await rename(draft, path)
}

/** Lists of plain words on one line, an empty line between the parts, the rest a key a line. */
export const toYaml = (value: object) => {
  const document = new Document(value, { aliasDuplicateObjects: false })
  visit(document, {
    Seq: (_, list) => {
      if (list.items.every((item) => isScalar(item))) list.flow = true
    },
  })
  if (isMap(document.contents)) {
    for (const { key, value } of document.contents.items) {
      if (isScalar(key) && (isMap(value) || isSeq(value))) key.spaceBefore = true
    }
  }
  return document.toString({ lineWidth: 110, flowCollectionPadding: false })
}

/** An object's own values under these keys, in this order, without those that it lacks. */
export const pick = <Key extends string>(from: Partial<Record<Key, unknown>>, keys: readonly Key[]) =>
  Object.fromEntries(keys.flatMap((key) => (from[key] === undefined ? [] : [[key, from[key]]])))
