import { imageUrl } from '../../render/image-element.ts'
import type { TypedValues } from '../../web/form.ts'
import type { PictureFieldView } from './editor-pages.ts'
import { idOf, textAt } from './section-forms/fields.ts'
import type { About, PicturePlace } from './section-forms/part.ts'

/** The fields by which a picture is added to a form, as they were sent; `content` is the section's. */
export const pictureFieldView = (
  { described, field }: PicturePlace,
  content: unknown,
  about: About,
  errors: ReadonlyMap<string, string>,
  typed: TypedValues,
): PictureFieldView => {
  const { images, locale } = about
  const kept = textAt(typed, 'picture_name')
  const shown = Object.hasOwn(images, kept) ? kept : field ? textAt(content, field) : ''
  const image = Object.hasOwn(images, shown) ? images[shown] : undefined
  return {
    described,
    locale,
    fileId: idOf(about, 'picture'),
    altId: idOf(about, 'picture_alt'),
    nameId: idOf(about, 'picture_name'),
    fileError: errors.get('picture') ?? '',
    altError: errors.get('picture_alt') ?? '',
    alt: textAt(typed, 'picture_alt'),
    open: !described || errors.has('picture') || errors.has('picture_alt'),
    names: described ? Object.keys(images).map((name) => ({ value: name, words: name, chosen: name === kept })) : [],
    shown: image ? [{ src: imageUrl(image.digest), width: image.width, height: image.height }] : [],
  }
}
