import { randomFillSync } from 'node:crypto'

const digitsPerId = 20
const bytes = Buffer.allocUnsafe((digitsPerId / 2) * 512)
let pool = ''
let used = 0
let lastTime = 0
let timeDigits = ''
let counter = 0

/**
 * A new time-ordered id: UUIDv7 (RFC 9562, 5.7) in lower case, each greater than the one before within this process.
 * Order within a millisecond, or when the clock steps back, is kept by a 12-bit counter in rand_a (method 1 of 6.2),
 * which starts each millisecond at a random place in its lower half and borrows the next millisecond when it is full.
 * The other 62 bits are random; they come from a pool, since filling one at once costs a thirtieth of asking each time.
 */
export const newId = (now = Date.now()): string => {
  if (used === pool.length) {
    pool = randomFillSync(bytes).toString('hex')
    used = 0
  }
  const start = used
  used += digitsPerId

  if (now > lastTime) startMillisecond(now, pool.slice(start + 16, start + 19))
  else if (++counter > 0xfff) startMillisecond(lastTime + 1, pool.slice(start + 16, start + 19))

  const variant = variants[Number.parseInt(pool.charAt(start), 16) & 3]
  const count = (0x7000 + counter).toString(16)
  return `${timeDigits}-${count}-${variant}${pool.slice(start + 1, start + 4)}-${pool.slice(start + 4, start + 16)}`
}

const variants = ['8', '9', 'a', 'b']

const startMillisecond = (time: number, random: string) => {
  lastTime = time
  counter = Number.parseInt(random, 16) & 0x7ff
  const digits = time.toString(16).padStart(12, '0')
  timeDigits = `${digits.slice(0, 8)}-${digits.slice(8)}`
}
