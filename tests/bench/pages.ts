import { writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import type { BenchDatabase } from './database.ts'
import { read } from './load.ts'
import { compare, median, type Ratio, rounded } from './rounds.ts'
import { type Site, startProcess, startSite } from './site.ts'
import type { Workbench } from './workbench.ts'

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

/** V8 goes on compiling for some seconds of reading. */
const WARM_UP_SECONDS = 6
const TURNS = 5

/** Reads the page of either server in turn until both are warm, and gives what measures them. */
const pairOf = async (first: Site, second: Site, paths: [string, string], seconds: number, busy: number[]) => {
  const measure = (site: Site, path: string) => async () => {
    const measured = await read(site.port, path, seconds / TURNS)
    busy.push(measured.busy)
    return measured.perSecond
  }
  const [firstPath, secondPath] = paths
  await read(first.port, firstPath, WARM_UP_SECONDS)
  await read(second.port, secondPath, WARM_UP_SECONDS)
  return {
    first: measure(first, firstPath),
    second: measure(second, secondPath),
    end: async () => {
      await first.stop()
      await second.stop()
    },
  }
}

const pathOf = ({ campaign }: BenchDatabase) => `/en/campaigns/${campaign.slug}`

/** The campaign's page against a bare Fastify route that answers the very same bytes from memory. */
export const pageVsBytes = async (bench: Workbench): Promise<Ratio> => {
  const { rounds, seconds } = bench.settings
  const cluster = await bench.cluster()
  const database = await bench.none()
  await database.empty()
  const path = pathOf(database)
  const script = join(import.meta.dirname, 'bytes-server.ts')
  const [headersFile, bodyFile] = [join(cluster.folder, 'page.json'), join(cluster.folder, 'page.bytes')]
  const busy: number[] = []
  let bytes = 0
  const ratio = await compare({
    rounds,
    turns: TURNS,
    unit: 'answers a second',
    target: '≥ 0.9',
    first: 'page',
    second: 'bytes',
    begin: async () => {
      const site = await startSite(cluster, database)
      const { headers, body } = await fetchPage(site.port, path)
      bytes = body.length
      await writeFile(headersFile, JSON.stringify(headers))
      await writeFile(bodyFile, body)
      const bare = await startProcess(['--import', 'tsx', script, path, headersFile, bodyFile], {})
      return pairOf(site, bare, [path, path], seconds, busy)
    },
  })
  return { ...ratio, notes: { bytes, load_generator_busy: rounded(median(busy)) } }
}

/** The page of a campaign that millions have signed against that of one that nobody has. */
export const pageFullVsEmpty = async (bench: Workbench): Promise<Ratio> => {
  const { rounds, seconds, rows } = bench.settings
  const cluster = await bench.cluster()
  const [none, many] = [await bench.none(), await bench.many()]
  await none.empty()
  const busy: number[] = []
  const ratio = await compare({
    rounds,
    turns: TURNS,
    unit: 'answers a second',
    target: '0.9 to 1.1',
    first: `signatures_${rows}`,
    second: 'signatures_0',
    begin: async () => {
      const [full, empty] = [await startSite(cluster, many), await startSite(cluster, none)]
      return pairOf(full, empty, [pathOf(many), pathOf(none)], seconds, busy)
    },
  })
  return { ...ratio, notes: { rows, load_generator_busy: rounded(median(busy)) } }
}
