import { SMALL_WIDTH } from './image-element.ts'

/** Bytes of an upload, and of a logo, which anybody may send. */
export const MAX_UPLOAD = 10 * 1024 * 1024
export const MAX_LOGO = 1024 * 1024

export interface Bounds {
  /** Bytes of an upload. */
  upload: number
  /** The first that fits is taken: a busy picture is made smaller rather than muddy. */
  widths: [number, ...number[]]
  height: number
  /** Pixels that an upload's shorter side has at least. */
  least: number
  bytes: number
  qualities: number[]
  /** What is transparent stays so; else it becomes white. */
  transparent: boolean
}

/** A campaign page has 50 KB for everything; a list of co-signing organisations may have many logos. */
export const bounds = {
  picture: {
    upload: MAX_UPLOAD,
    widths: [640, 480, 360, 240],
    height: 800,
    least: 200,
    bytes: 16 * 1024,
    qualities: [78, 62, 48, 36],
    transparent: false,
  },
  logo: {
    upload: MAX_LOGO,
    widths: [240, 160, 96],
    height: 96,
    least: 32,
    bytes: 5 * 1024,
    qualities: [84, 66, 48, 30],
    transparent: true,
  },
} as const satisfies Record<string, Bounds>

export type PictureKind = keyof typeof bounds

export const small = { width: SMALL_WIDTH, bytes: 7 * 1024, qualities: [66, 50, 36, 24] }
