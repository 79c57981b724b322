/** What a scanned answer may come as, and by which first bytes each is known. */
const kinds: { type: string; extension: string; starts: Buffer }[] = [
  { type: 'application/pdf', extension: 'pdf', starts: Buffer.from('%PDF-') },
  { type: 'image/jpeg', extension: 'jpg', starts: Buffer.from([0xff, 0xd8, 0xff]) },
  { type: 'image/png', extension: 'png', starts: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
]

export const MAX_FILE_BYTES = 5 * 1024 * 1024

/** The type of a file by its first bytes, whatever it is called; undefined for any that we do not take. */
export const fileTypeOf = (bytes: Buffer): string | undefined =>
  kinds.find(({ starts }) => bytes.subarray(0, starts.length).equals(starts))?.type

export const extensionOf = (type: string): string => kinds.find((kind) => kind.type === type)?.extension ?? 'bin'
