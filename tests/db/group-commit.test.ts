import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { GroupCommit, QueueFullError } from '../../server/db/group-commit.ts'

/** A database whose commits end when the test says so. */
const slowCommits = () => {
  const begun: { items: number[]; end: (error?: Error) => void }[] = []
  const commit = (items: number[]) =>
    new Promise<void>((resolve, reject) => begun.push({ items, end: (error) => (error ? reject(error) : resolve()) }))
  return { begun, commit }
}

const open = (settings: { maxBatch?: number; maxQueue?: number } = {}) => {
  const { begun, commit } = slowCommits()
  const blamesItem = (error: unknown) => error instanceof RangeError
  const group = new GroupCommit<number>({ commit, blamesItem, maxBatch: 256, maxQueue: 4096, ...settings })
  const addMany = (count: number) => Array.from({ length: count }, (_, item) => group.add(item))
  /** Ends every commit as it comes; gives the sizes in their order. */
  const endAll = async () => {
    const drained = group.drain()
    const sizes: number[] = []
    for (let at = 0; group.waiting > 0 || at < begun.length; ) {
      await turn()
      const batch = begun[at]
      if (!batch) continue
      sizes.push(batch.items.length)
      batch.end()
      at++
    }
    await drained
    return sizes
  }
  return { group, begun, addMany, endAll }
}

describe('a group commit', () => {
  it('writes in one batch what arrived in one turn, and answers only after the commit', async () => {
    const { group, begun } = open()
    const answered: number[] = []
    for (const item of [1, 2, 3]) group.add(item).then(() => answered.push(item))
    await turn()
    await turn()
    expect(begun.map(({ items }) => items)).toEqual([[1, 2, 3]])
    expect(answered).toEqual([])

    begun[0]?.end()
    await group.drain()
    expect(answered).toEqual([1, 2, 3])
  })

  it('has one batch in flight: what arrives meanwhile is the next', async () => {
    const { group, begun } = open()
    group.add(1)
    await turn()
    await turn()
    group.add(2)
    group.add(3)
    await turn()
    expect(begun).toHaveLength(1)

    begun[0]?.end()
    await turn()
    expect(begun.map(({ items }) => items)).toEqual([[1], [2, 3]])
  })

  it('writes up to 32 at once, and of more who wait half', async () => {
    const few = open()
    few.addMany(32)
    expect(await few.endAll()).toEqual([32])

    const many = open()
    many.addMany(100)
    expect(await many.endAll()).toEqual([50, 32, 18])
  })

  it('never writes more than maxBatch at once', async () => {
    const { addMany, endAll } = open()
    addMany(1000)
    const sizes = await endAll()
    expect(sizes[0]).toBe(256)
    expect(Math.max(...sizes)).toBe(256)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(1000)
  })

  it('keeps the order in which they came', async () => {
    const { begun, addMany, endAll } = open()
    addMany(200)
    await endAll()
    expect(begun.flatMap(({ items }) => items)).toEqual(Array.from({ length: 200 }, (_, item) => item))
  })

  it('refuses at once past maxQueue, and takes again when there is room', async () => {
    const { group, addMany, endAll } = open({ maxQueue: 3 })
    addMany(3)
    await expect(group.add(4)).rejects.toBeInstanceOf(QueueFullError)
    await endAll()
    const later = group.add(5)
    await endAll()
    await expect(later).resolves.toBeUndefined()
  })

  it('writes one by one where an item is to blame, and refuses that one alone', async () => {
    const written: number[][] = []
    const group = new GroupCommit<number>({
      maxBatch: 256,
      maxQueue: 10,
      blamesItem: (error) => error instanceof RangeError,
      commit: async (items) => {
        if (items.includes(2)) throw new RangeError('2')
        written.push(items)
      },
    })
    const answers = await Promise.allSettled([1, 2, 3].map((item) => group.add(item)))
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(written).toEqual([[1], [3]])
  })

  it('refuses all of a batch where the database is to blame, and goes on with the next', async () => {
    const { group, begun } = open()
    const first = Promise.allSettled([group.add(1), group.add(2)])
    await turn()
    await turn()
    begun[0]?.end(new Error('away'))
    expect((await first).map(({ status }) => status)).toEqual(['rejected', 'rejected'])

    const next = group.add(3)
    await turn()
    await turn()
    begun[1]?.end()
    await expect(next).resolves.toBeUndefined()
  })
})
