import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { MAX_UPLOAD, type PictureKind } from '../render/picture-bounds.ts'
import { type Reencoded, reencodeImage } from '../render/reencode-image.ts'
import { type TypedValues, typedValues } from './form.ts'

/** Of a text that comes along. */
const MAX_FIELD = 1024 * 1024

/** Lets the forms of these routes bring one picture; more than one file, or fields without end, break off the whole. */
export const acceptPicture = async (app: FastifyInstance, fileSize = MAX_UPLOAD): Promise<void> => {
  const limits = {
    fileSize,
    files: 1,
    fields: 40,
    fieldSize: MAX_FIELD,
    parts: 42,
    headerPairs: 50,
  }
  await app.register(multipart, { limits, throwFileSizeLimit: false })
}

export interface PictureForm {
  typed: TypedValues
  /** The file of the field `file`; undefined where none was chosen. cut: it is larger than may be. */
  file: { bytes: Buffer; cut: boolean } | undefined
}

/** What was typed in a form, and its file, whether it was sent with one or as forms without files are. */
export const readPictureForm = async (request: FastifyRequest): Promise<PictureForm> => {
  if (!request.isMultipart()) return { typed: typedValues(request.body), file: undefined }
  const form: PictureForm = { typed: {}, file: undefined }
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (typeof part.value === 'string') form.typed = withField(form.typed, part.fieldname, part.value)
      continue
    }
    const bytes = await part.toBuffer()
    if (part.fieldname === 'file' && bytes.length > 0) form.file = { bytes, cut: part.file.truncated }
  }
  return form
}

/** What was typed in a form that cannot be taken in yet, whatever kind of form it is; a file is passed over. */
export const readTyped = async (request: FastifyRequest): Promise<unknown> => {
  // Only routes that take files know of them.
  if (typeof request.isMultipart !== 'function' || !request.isMultipart()) return request.body
  let typed: TypedValues = {}
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') part.file.resume()
      else if (typeof part.value === 'string') typed = withField(typed, part.fieldname, part.value)
    }
  } catch {
    // More than the route takes: what came before it is kept.
  }
  return typed
}

/** A field that is sent several times is a list. */
const withField = (typed: TypedValues, name: string, value: string): TypedValues => {
  const before = Object.hasOwn(typed, name) ? typed[name] : undefined
  return Object.fromEntries([
    ...Object.entries(typed).filter(([key]) => key !== name),
    [name, before === undefined ? value : [before, value].flat()],
  ])
}

/** The picture that a form brought, made anew, or why it is refused. */
export const takePicture = async (file: NonNullable<PictureForm['file']>, kind: PictureKind): Promise<Reencoded> =>
  file.cut
    ? { ok: false, message: kind === 'logo' ? 'web.picture.largeLogo' : 'web.picture.large' }
    : reencodeImage(file.bytes, kind)
