import { createHash } from 'node:crypto'

/** A number of 32 bits that is the same for the same name and number. */
export const noise = (name: string, number: number) =>
  createHash('sha256').update(`${name} ${number}`).digest().readUInt32BE(0)

/** Numbers from 0 to 1 that come in the same row for the same seed (mulberry32). */
export const randomFrom = (seed: string) => {
  let state = noise(seed, 0)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
