import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Font } from 'fontkit'
import { fontkit } from './print-libraries.ts'

/** A typeface for print, read and parsed once for every letter. */
export interface Face {
  regular: Font
  bold: Font
  /** Read only when somebody sets a document in it. */
  italic: () => Font
}

const require = createRequire(import.meta.url)

/**
 * A glyph keeps the characters that it was first asked for, and one asked for as a part of another («A» of «А») keeps
 * none, after which no text can be taken out of a file that has it: so each is asked for by its own character first.
 */
const read = (file: string): Font => {
  const font = fontkit().create(readFileSync(require.resolve(`@expo-google-fonts/${file}`)))
  if (!('characterSet' in font)) throw new Error(`${file} is a collection of fonts`)
  for (const character of font.characterSet) font.glyphForCodePoint(character)
  return font
}

const once = <Value>(make: () => Value) => {
  let made: Value | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** What letters are set in: it has Kazakh and Ukrainian letters. */
const ptSerif = once(() => ({
  regular: read('pt-serif/400Regular/PTSerif_400Regular.ttf'),
  bold: read('pt-serif/700Bold/PTSerif_700Bold.ttf'),
  italic: once(() => read('pt-serif/400Regular_Italic/PTSerif_400Regular_Italic.ttf')),
}))

/** For letters that PT Serif cannot set: Greek, Vietnamese, ₸. Read only when one comes. */
const notoSerif = once(() => ({
  regular: read('noto-serif/400Regular/NotoSerif_400Regular.ttf'),
  bold: read('noto-serif/700Bold/NotoSerif_700Bold.ttf'),
  italic: once(() => read('noto-serif/400Regular_Italic/NotoSerif_400Regular_Italic.ttf')),
}))

/** The face that documents are set in where nothing asks for another. */
export const standardFace = (): Face => ptSerif()

const faces: readonly (() => Face)[] = [ptSerif, notoSerif]

const LINE_BREAKS = /[\n\r\t]/u

const inFace = (face: Face, character: string) =>
  LINE_BREAKS.test(character) || face.regular.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)

/** A text in characters that print has: the narrow no-break space and the no-break hyphen give way to common ones. */
export const printable = (text: string) => text.replaceAll('\u202f', '\u00a0').replaceAll('\u2011', '-')

/**
 * The first typeface that has every character of a text, so that a letter is set in one face and nothing becomes an
 * empty box; undefined where none has them all, and `unprintable` names them.
 */
export const faceFor = (text: string): Face | undefined => {
  const characters = [...new Set(printable(text))]
  return faces.find((face) => characters.every((character) => inFace(face(), character)))?.()
}

/**
 * The characters of a text that keep it off paper, each once: those that no face has, or, where two faces would be
 * needed at once, those that the first lacks. Empty where the text prints.
 */
export const unprintable = (text: string): string[] => {
  if (faceFor(text)) return []
  const characters = [...new Set(printable(text))]
  const nowhere = characters.filter((character) => !faces.some((face) => inFace(face(), character)))
  return nowhere.length > 0 ? nowhere : characters.filter((character) => !inFace(ptSerif(), character))
}
