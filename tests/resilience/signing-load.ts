import { randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { demo } from '../site.ts'

/** What people who sign under load have seen. */
export interface SigningLoad {
  /** Addresses whose form was answered with 303. */
  acknowledged: Set<string>
  /** Addresses whose form went out at all. */
  sent: Set<string>
  /** Answers other than 303. */
  otherAnswers: number[]
  /** Codes of connections that failed: ECONNREFUSED where nobody listened. */
  failures: string[]
  /** Ends when each connection has failed, or stop() was called and what is in flight has been answered. */
  done: Promise<void>
  stop(): void
}

const form = (email: string) =>
  new URLSearchParams({ name: 'Ada Lovelace', email, country: 'GB', website: '', visibility: 'initial' }).toString()

const post = (url: string, body: string, agent: Agent) =>
  new Promise<number>((resolve, reject) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length }
    const sending = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume()
      answer.on('error', reject)
      answer.on('end', () => resolve(answer.statusCode ?? 0))
    })
    sending.on('error', reject)
    sending.end(body)
  })

/** So many people at once sign the demo campaign over connections that they keep, each time from a new address. */
export const signUnderLoad = (siteUrl: string, connections: number): SigningLoad => {
  const url = `${siteUrl}/en/campaigns/${demo}/signatures`
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const run = randomBytes(4).toString('hex')
  const load = { acknowledged: new Set<string>(), sent: new Set<string>(), otherAnswers: [], failures: [] } as Omit<
    SigningLoad,
    'done' | 'stop'
  >
  let stopped = false
  const person = async () => {
    while (!stopped) {
      const email = `${load.sent.size}.${run}@people.example`
      load.sent.add(email)
      try {
        const status = await post(url, form(email), agent)
        if (status === 303) load.acknowledged.add(email)
        else load.otherAnswers.push(status)
      } catch (error) {
        load.failures.push((error as NodeJS.ErrnoException).code ?? String(error))
        return
      }
    }
  }
  const done = Promise.all(Array.from({ length: connections }, person)).then(() => agent.destroy())
  const stop = () => {
    stopped = true
  }
  return Object.assign(load, { done, stop })
}

/** Resolves once so many signatures have been acknowledged; throws after half a minute. */
export const untilAcknowledged = async (load: SigningLoad, count: number): Promise<void> => {
  for (const until = Date.now() + 30_000; load.acknowledged.size < count; await sleep(10))
    if (Date.now() > until) throw new Error(`Only ${load.acknowledged.size} signatures in half a minute`)
}
