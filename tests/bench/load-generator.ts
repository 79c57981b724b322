import { HttpConnection } from './http-connection.ts'
import type { LoadOrder, LoadResult } from './load.ts'
import { signingForms } from './signers.ts'

/** A process of its own: takes one order as its argument, prints one result, and ends. */
const order = JSON.parse(process.argv[2] ?? '') as LoadOrder

const requestsOf = ({ path, forms }: LoadOrder): Buffer[] => {
  const common = 'host: 127.0.0.1\r\naccept: text/html\r\naccept-encoding: br, gzip\r\naccept-language: ru,en\r\n'
  if (!forms) return [Buffer.from(`GET ${path} HTTP/1.1\r\n${common}\r\n`)]
  return signingForms(forms).map((form) => {
    const type = `content-type: application/x-www-form-urlencoded\r\ncontent-length: ${form.length}\r\n`
    return Buffer.from(`POST ${path} HTTP/1.1\r\n${common}${type}\r\n${form}`)
  })
}

const run = ({ port, connections, seconds, expect, forms }: LoadOrder, requests: Buffer[]) =>
  new Promise<LoadResult>((resolve) => {
    const latencies: number[] = []
    const errors = new Map<string, number>()
    const cpuBefore = process.cpuUsage()
    const began = performance.now()
    const deadline = began + seconds * 1000
    let [sent, answered, open] = [0, 0, 0]

    const fail = (reason: string) => errors.set(reason, (errors.get(reason) ?? 0) + 1)
    const finish = () => {
      const took = (performance.now() - began) / 1000
      const { user, system } = process.cpuUsage(cpuBefore)
      latencies.sort((one, other) => one - other)
      resolve({
        answered,
        perSecond: answered / took,
        median: latencies[latencies.length >> 1] ?? 0,
        p99: latencies[Math.floor(latencies.length * 0.99)] ?? 0,
        busy: (user + system) / 1e6 / took,
        errors: Object.fromEntries(errors),
      })
    }

    const start = () => {
      let asked = 0
      let ended = false
      const end = () => {
        if (ended) return
        ended = true
        connection.close()
        if (--open === 0) finish()
      }
      const next = () => {
        const request = forms ? requests[sent] : requests[0]
        asked = performance.now()
        if (!request || asked >= deadline) return end()
        sent++
        connection.send(request)
      }
      const connection = new HttpConnection(
        port,
        (status) => {
          latencies.push(performance.now() - asked)
          if (status === expect) answered++
          else fail(`status ${status}`)
          next()
        },
        (reason) => {
          if (!ended) fail(reason)
          end()
        },
      )
      open++
      next()
    }
    for (let index = 0; index < connections; index++) start()
  })

process.stdout.write(JSON.stringify(await run(order, requestsOf(order))))
process.exit(0)
