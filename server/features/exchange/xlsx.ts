import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Cell } from '../sendings/index.ts'

/** A sheet holds 1,048,576 rows (ECMA-376; Excel's limits), and a cell 32,767 characters. */
export const MAX_SHEET_ROWS = 1_000_000
const MAX_CELL = 32_767

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const KIND = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const parts: Record<string, string> = {
  '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${KIND}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${KIND}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${KIND}.styles+xml"/></Types>`,
  '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  // Style 1 marks a text as text (quotePrefix), so that it stays one when somebody edits the cell.
  'xl/styles.xml': `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" quotePrefix="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
}

const workbook = (title: string) =>
  `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escapeXml(title)}" sheetId="1" r:id="rId1"/></sheets></workbook>`

/** What XML 1.0 has no place for, and lone halves of surrogate pairs. */
const impossible = /(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escapeXml = (text: string) => text.replace(impossible, '').replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)

/** “_x000D_” in a cell would be read as the character of that number (ECMA-376, 22.4.2.4), unless its underscore is. */
const escapeCell = (text: string) => escapeXml(text.slice(0, MAX_CELL).replace(/_(?=x[\da-fA-F]{4}_)/g, '_x005F_'))

const columnName = (at: number): string =>
  at < 26 ? String.fromCharCode(65 + at) : columnName(Math.floor(at / 26) - 1) + columnName(at % 26)

const writeCell = (cell: Cell, place: string): string => {
  if (cell === null) return ''
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`
  return `<c r="${place}" s="1" t="inlineStr"><is><t xml:space="preserve">${escapeCell(cell)}</t></is></c>`
}

const writeRow = (row: Cell[], number: number) =>
  `<row r="${number}">${row.map((cell, at) => writeCell(cell, `${columnName(at)}${number}`)).join('')}</row>`

const sheet = async function* (batches: AsyncIterable<Cell[][]>) {
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>`
  let number = 0
  for await (const rows of batches) yield rows.map((row) => writeRow(row, ++number)).join('')
  yield '</sheetData></worksheet>'
}

const NAME_LENGTH = 31

/**
 * A workbook of one sheet as it is written, never whole in memory: every text is a string, none is a formula. The
 * sheet's title loses what Excel does not take in one. An error among the rows ends the stream with it.
 */
export const writeXlsx = (title: string, batches: AsyncIterable<Cell[][]>): Readable => {
  const zip = new ZipFile()
  const name = title.replace(/[[\]:*?/\\']/g, ' ').slice(0, NAME_LENGTH)
  for (const [path, xml] of Object.entries(parts)) zip.addBuffer(Buffer.from(xml), path)
  zip.addBuffer(Buffer.from(workbook(name)), 'xl/workbook.xml')
  return finish(zip, [['xl/worksheets/sheet1.xml', sheet(batches)]])
}

/** A ZIP file of these files, in a folder of this name. */
export const writeZip = (folder: string, files: Iterable<[path: string, content: string | Buffer]>): Readable => {
  const zip = new ZipFile()
  for (const [path, content] of files) zip.addBuffer(Buffer.from(content), `${folder}/${path}`)
  return finish(zip, [])
}

const finish = (zip: ZipFile, streams: [path: string, chunks: AsyncIterable<string>][]): Readable => {
  const output = zip.outputStream as Readable
  for (const [path, chunks] of streams) {
    const input = Readable.from(chunks)
    input.on('error', (error) => output.destroy(error))
    output.on('close', () => input.destroy())
    zip.addReadStream(input, path)
  }
  zip.on('error', (error) => output.destroy(error instanceof Error ? error : new Error(String(error))))
  zip.end()
  return output
}
