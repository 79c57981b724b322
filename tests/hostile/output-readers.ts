import { parse } from 'csv-parse/sync'
import { simpleParser } from 'mailparser'
import { expect } from 'vitest'
import { readZip } from '../features/exchange/read-zip.ts'
import type { Watch } from './desk-browser.ts'

/** What was answered: to which address, as what, with which bytes. */
export interface Output {
  path: string
  type: string
  headers: Headers
  bytes: Buffer
}

/** The first signs by which a spreadsheet knows a formula. */
const FORMULA = /^[=+\-@\t\r\n|%＝＋－＠\u2212]/u

/** What in a file of print could run, lead out of it or carry another file. */
const ACTIONS = /\/(?:JavaScript|JS|Launch|OpenAction|AA|SubmitForm|ImportData|GoToR|EmbeddedFiles?|RichMedia|XFA)\b/

const expectCells = (text: string) => {
  const rows: string[][] = parse(text, { bom: true, relax_column_count: true })
  expect(rows.flat().filter((cell) => FORMULA.test(cell) && !/^-?\d+(?:[.,]\d+)?$/.test(cell))).toEqual([])
}

const expectPrint = (bytes: Buffer) => {
  const objects = bytes.toString('latin1').replace(/\bstream\r?\n[\s\S]*?endstream/g, '')
  expect(objects).not.toMatch(ACTIONS)
  for (const [, address = ''] of objects.matchAll(/\/URI \(((?:\\.|[^\\)])*)\)/g))
    expect(address).toMatch(/^https?:\/\//)
}

const expectSheet = async (view: Watch, bytes: Buffer) => {
  for (const [name, file] of readZip(bytes)) {
    expect(name).toMatch(/^[\w[\]./-]+$/)
    if (!/\.(?:xml|rels)$/.test(name)) continue
    expect(await view.readXml(file.toString(), 'f, oleObject, externalReference, hyperlink')).toEqual([])
  }
}

const expectDraft = async (bytes: Buffer) => {
  const mail = await simpleParser(bytes)
  expect([mail.html, mail.attachments, mail.bcc, mail.cc]).toEqual([false, [], undefined, undefined])
}

const isFile = /^(?:text\/csv|application\/(?:pdf|zip|vnd\.openxml.*)|message\/rfc822)/

/**
 * Reads an output as whoever gets it would: a feed and its texts, a table, a sheet, a print, a draft of a mail. It must
 * be what it says that it is, and nothing in it may run or lead elsewhere. The pages that it holds come out, to be
 * opened by a browser.
 */
export const readOutput = async (view: Watch, { path, type, headers, bytes }: Output): Promise<string[]> => {
  expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff'])
  const kind = type.split(';')[0] ?? ''
  if (isFile.test(kind))
    expect([path, headers.get('content-disposition')]).toEqual([
      path,
      expect.stringMatching(/^(?:attachment|inline); filename="[\w.-]+"/),
    ])
  if (kind === 'text/html') return [bytes.toString()]
  if (kind === 'application/atom+xml') return view.readXml(bytes.toString(), '[type="html"]')
  if (/json$/.test(kind)) JSON.parse(bytes.toString())
  else if (kind === 'text/csv') expectCells(bytes.toString())
  else if (kind === 'application/pdf') expectPrint(bytes)
  else if (kind === 'message/rfc822') await expectDraft(bytes)
  else if (/openxml/.test(kind)) await expectSheet(view, bytes)
  else if (kind === 'application/zip') for (const name of readZip(bytes).keys()) expect(name).toMatch(/^[\w./-]+$/)
  else if (!/^(?:text\/plain$|image\/)/.test(kind)) throw new Error(`Nobody knows how to read ${type} at ${path}`)
  return []
}
