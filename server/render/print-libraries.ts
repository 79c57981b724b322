import { createRequire } from 'node:module'
import type * as Fontkit from 'fontkit'
import type PDFDocument from 'pdfkit'

const require = createRequire(import.meta.url)

/** Loaded when something is printed for the first time, so that a start does not wait for them. */
export const pdfkit = (): typeof PDFDocument => require('pdfkit')

export const fontkit = (): typeof Fontkit => require('fontkit')
