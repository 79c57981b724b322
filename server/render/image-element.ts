/** A picture of a campaign, as pages name it. */
export interface ImageFacts {
  /** SHA-256 of its bytes, in hexadecimal. */
  digest: string
  width: number
  height: number
}

/** By the names that a campaign's texts have for them. */
export type Images = Readonly<Record<string, ImageFacts>>

/** Width of the small one, made where a picture is wider than that. */
export const SMALL_WIDTH = 320

/** Where a picture is found; an address always shows the same. */
export const imageUrl = (digest: string) => `/images/${digest}.webp`

/** Both sizes with their widths, for a browser to choose from; empty where there is one. */
export const imageSizes = ({ digest, width }: ImageFacts) =>
  width > SMALL_WIDTH ? `/images/${digest}.small.webp ${SMALL_WIDTH}w, ${imageUrl(digest)} ${width}w` : ''
