import { constants } from 'node:fs'
import { type FileHandle, lstat, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { forbiddenCharacter, markForbidden } from './fields.ts'
import type { Problem } from './yaml-source.ts'

/** The names in a folder, sorted, without hidden ones, which editors leave behind; none where there is no folder. */
export const listNames = async (dir: string) => {
  const names = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return []
    throw error
  })
  return names.filter((name) => !name.startsWith('.')).sort()
}

/**
 * The bytes of a file within dir. Refused, by a problem: links (so that nothing outside the folder can be drawn in) and
 * what has more than maxBytes; then undefined comes out.
 */
export const readBytes = async (dir: string, file: string, maxBytes: number, problems: Problem[]) => {
  const refuse = (message: string) => {
    problems.push({ file, line: 1, message })
    return undefined
  }
  const path = join(dir, file)
  if (!(await lstat(path)).isFile()) return refuse('must be a file, and not a link')

  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  const bytes = await readUpTo(handle, maxBytes + 1).finally(() => handle.close())
  return bytes.length > maxBytes ? refuse(`is larger than ${maxBytes / 1024} KB`) : bytes
}

/**
 * The text of a file within dir, with every line end a \n. Refused beside what `readBytes` refuses: what is not UTF-8.
 * Characters that a reader cannot see are problems too, and come out as visible marks.
 */
export const readText = async (dir: string, file: string, maxBytes: number, problems: Problem[]) => {
  const refuse = (message: string, line = 1) => {
    problems.push({ file, line, message })
    return undefined
  }
  const bytes = await readBytes(dir, file, maxBytes, problems)
  if (!bytes) return undefined

  const text = decode(bytes)
  if (text === undefined) return refuse('is not UTF-8 text')
  for (const [index, line] of text.split('\n').entries()) {
    const found = forbiddenCharacter(line)
    if (found) refuse(found, index + 1)
  }
  return markForbidden(text)
}

const readUpTo = async (handle: FileHandle, limit: number) => {
  const buffer = Buffer.alloc(limit)
  let length = 0
  for (;;) {
    const { bytesRead } = await handle.read(buffer, length, limit - length)
    length += bytesRead
    if (bytesRead === 0 || length === limit) return buffer.subarray(0, length)
  }
}

/** Without the byte order mark, which the decoder drops, and with every line end a \n. */
const decode = (bytes: Buffer) => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\r\n', '\n')
  } catch {
    return undefined
  }
}
