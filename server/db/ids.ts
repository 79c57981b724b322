import { randomFillSync } from 'node:crypto'

const bytesPerId = 10
const pool = Buffer.allocUnsafe(bytesPerId * 512)
let used = pool.length
let lastTime = 0
let counter = 0

/**
 * A new time-ordered id: UUIDv7 (RFC 9562, 5.7) in lower case, each greater than the one before within this process.
 * Order within a millisecond, or when the clock steps back, is kept by a 12-bit counter in rand_a (method 1 of 6.2),
 * which starts each millisecond at a random place in its lower half and borrows the next millisecond when it is full.
 * The other 62 bits are random; they come from a pool, since filling one at once costs a thirtieth of asking each time.
 */
export const newId = (now = Date.now()): string => {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const random = pool.subarray(used, used + bytesPerId)
  used += bytesPerId

  if (now > lastTime) {
    lastTime = now
    counter = random.readUInt16BE(8) & 0x7ff
  } else if (++counter > 0xfff) {
    lastTime++
    counter = random.readUInt16BE(8) & 0x7ff
  }

  const time = lastTime.toString(16).padStart(12, '0')
  const tail = random.toString('hex', 0, 8)
  const variant = ((Number.parseInt(tail.charAt(0), 16) & 0x3) | 0x8).toString(16)
  const group3 = `7${counter.toString(16).padStart(3, '0')}`
  return `${time.slice(0, 8)}-${time.slice(8)}-${group3}-${variant}${tail.slice(1, 4)}-${tail.slice(4)}`
}
