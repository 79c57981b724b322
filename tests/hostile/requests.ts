import { connect } from 'node:net'

/** A field, or one that comes several times. */
export type Fields = Record<string, string | string[]>

/** As a browser encodes a form. */
export const encoded = (fields: Fields): URLSearchParams =>
  new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
  )

/** Hundreds of pages are read here, and what packs them has tests of its own. */
const unpacked = { 'accept-encoding': 'identity' }

/** Posts a form as a browser does, without following where the answer leads. */
export const postForm = (url: string, fields: Fields | string, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...unpacked, ...headers },
    body: typeof fields === 'string' ? fields : encoded(fields),
  })

export const postJson = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

/** A filled-in signing form of a person whom no other test knows. */
export const signingForm = (email: string, more: Fields = {}): Fields => ({
  name: 'Ada Lovelace',
  email,
  country: 'GB',
  city: 'London',
  comment: '',
  visibility: 'full',
  website: '',
  ...more,
})

/** Sends bytes as they are, for what no HTTP client would send; everything that came back until the line was closed. */
export const sendRaw = (url: string, bytes: string | Buffer): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const socket = connect(Number(port), hostname)
    const chunks: Buffer[] = []
    socket.setTimeout(10_000, () => socket.destroy(new Error('No answer in ten seconds')))
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('error', (error) => (chunks.length > 0 ? undefined : reject(error)))
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')))
    socket.write(bytes)
  })

/** Runs the work for each item, so many at once. */
export const forEach = async <Item>(
  items: Item[],
  width: number,
  work: (item: Item, index: number) => Promise<void>,
) => {
  const queue = items.entries()
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const [index, item] of queue) await work(item, index)
    }),
  )
}
