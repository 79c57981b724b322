import { writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { read } from './load.ts'
import { compare, median, type Ratio, rounded } from './rounds.ts'
import { type Site, startProcess } from './site.ts'
import { busyWhile, type Workbench } from './workbench.ts'

interface Answer {
  headers: Record<string, string>
  body: Buffer
}

/** What Fastify and Node add by themselves to every answer. */
const ownHeaders = new Set(['date', 'connection', 'keep-alive', 'content-length'])

const fetchPage = (port: number, path: string) =>
  new Promise<Answer>((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, headers: { 'accept-encoding': 'br' } }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => {
        const headers = Object.entries(answer.headers).flatMap(([name, value]) =>
          ownHeaders.has(name) || value === undefined ? [] : [[name, String(value)]],
        )
        if (answer.statusCode !== 200) return reject(new Error(`The page answers ${answer.statusCode}`))
        resolve({ headers: Object.fromEntries(headers), body: Buffer.concat(chunks) })
      })
    })
    asked.on('error', reject).end()
  })

type Busy = { server: number[]; load: number[] }

const measureReading = async (site: Site, path: string, seconds: number, busy: Busy) => {
  const measured = await busyWhile(site, () => read(site.port, path, seconds))
  busy.server.push(measured.busy)
  busy.load.push(measured.result.busy)
  return measured.result.perSecond
}

const summary = (busy: Busy) => rounded(median(busy.load))

/** V8 goes on compiling for some ten seconds of reading. */
const WARM_UP_SECONDS = 10

/** The campaign's page against a bare Fastify route that answers the very same bytes from memory. */
export const pageVsBytes = async (bench: Workbench): Promise<Ratio> => {
  const { rounds, seconds } = bench.settings
  const cluster = await bench.cluster()
  const { site, database } = await bench.none()
  await database.empty()
  const path = `/en/campaigns/${database.campaign.slug}`
  const { headers, body } = await fetchPage(site.port, path)
  const [headersFile, bodyFile] = [join(cluster.folder, 'page.json'), join(cluster.folder, 'page.bytes')]
  await writeFile(headersFile, JSON.stringify(headers))
  await writeFile(bodyFile, body)

  const script = join(import.meta.dirname, 'bytes-server.ts')
  const bytes = await startProcess(['--import', 'tsx', script, path, headersFile, bodyFile], {})
  try {
    await read(bytes.port, path, seconds)
    for (const { port } of [site, bytes]) await read(port, path, WARM_UP_SECONDS)
    const busy: Busy = { server: [], load: [] }
    const ratio = await compare({
      rounds,
      unit: 'answers a second',
      target: '≥ 0.9',
      first: ['page', () => measureReading(site, path, seconds, busy)],
      second: ['bytes', () => measureReading(bytes, path, seconds, { server: [], load: [] })],
    })
    return { ...ratio, notes: { bytes: body.length, load_generator_busy: summary(busy) } }
  } finally {
    await bytes.stop()
  }
}

/** The page of a campaign that millions have signed against that of one that nobody has. */
export const pageFullVsEmpty = async (bench: Workbench): Promise<Ratio> => {
  const { rounds, seconds, rows } = bench.settings
  const [none, many] = [await bench.none(), await bench.many()]
  await none.database.empty()
  const busy: Busy = { server: [], load: [] }
  const reading = ({ site, database }: typeof none) => {
    return () => measureReading(site, `/en/campaigns/${database.campaign.slug}`, seconds, busy)
  }
  const ratio = await compare({
    rounds,
    unit: 'answers a second',
    target: '0.9 to 1.1',
    first: [`signatures_${rows}`, reading(many)],
    second: ['signatures_0', reading(none)],
  })
  return { ...ratio, notes: { rows, load_generator_busy: summary(busy) } }
}
