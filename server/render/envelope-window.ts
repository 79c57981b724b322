const MM = 72 / 25.4

/**
 * What an envelope's window shows of a sheet folded at the marks of DIN 5008, form B (105 and 210 mm from the top).
 * The window of DIN 680 is 90 × 45 mm, 20 mm from the left and 15 mm from the bottom; a sheet 210 mm wide, folded to
 * 105 mm, slides by 10 × 5 mm in a DL envelope and by 19 × 9 mm in a C6/5 one. So what stands in BLOCK is always seen,
 * and what stands further right than BESIDE_WINDOW or below BELOW_WINDOW never is. A Russian letter keeps its heading in
 * the right half, where custom wants it; the window's block stands beside that heading.
 */
const BLOCK = { left: 25 * MM, top: 54 * MM, width: 66 * MM, height: 36 * MM }
export const BESIDE_WINDOW = 112 * MM
export const BELOW_WINDOW = 99 * MM
const FOLDS = [105 * MM, 210 * MM]
const SIZES = [11, 10, 9, 8]

/** Lines for the window, and the size in which they fit it. */
export interface WindowBlock {
  lines: string[]
  size: number
}

/** The lines in the largest size that fits; undefined where none does. */
export const fitWindow = (doc: PDFKit.PDFDocument, lines: string[]): WindowBlock | undefined => {
  const size = SIZES.find((each) => {
    doc.fontSize(each).lineGap(0)
    return lines.reduce((sum, line) => sum + doc.heightOfString(line, { width: BLOCK.width }), 0) <= BLOCK.height
  })
  return size === undefined ? undefined : { lines, size }
}

/** Writes the block and the marks to fold at; gives the height from which nothing is seen. */
export const writeWindow = (doc: PDFKit.PDFDocument, { lines, size }: WindowBlock): number => {
  doc.fontSize(size).lineGap(0)
  doc.y = BLOCK.top
  for (const line of lines) doc.text(line, BLOCK.left, doc.y, { width: BLOCK.width })
  for (const fold of FOLDS)
    doc
      .moveTo(4 * MM, fold)
      .lineTo(8 * MM, fold)
      .lineWidth(0.4)
      .stroke('#808080')
  return BELOW_WINDOW
}
