import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { inProject } from '../../server/paths.ts'

const START_MS = 60_000

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  /** All that it printed, on both outputs. */
  output: string
}

/** The built server in a process of its own, as npm start runs it. */
export interface ServerProcess {
  url: string
  pid: number
  /** All that it has printed so far, on both outputs. */
  output(): string
  /** Sends the signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Ended>
  ended: Promise<Ended>
}

interface Launched {
  child: ChildProcess
  output: () => string
  ended: Promise<Ended>
}

/** Starts a built script in a process of its own, with no more in its environment than is given. */
export const launch = (script: string, args: string[], env: Record<string, string>): Launched => {
  const child = spawn(process.execPath, [inProject('dist', 'server', script), ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (printed += text))
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, output: printed }))
  return { child, output: () => printed, ended }
}

/** Runs a command or a server that is to end by itself. */
export const runToEnd = (script: string, args: string[], env: Record<string, string>): Promise<Ended> =>
  launch(script, args, env).ended

/** Starts the server on a free port of 127.0.0.1. Throws, with what it printed, where it ends or does not listen. */
export const startServer = async (env: Record<string, string>): Promise<ServerProcess> => {
  const { child, output, ended } = launch('main.js', [], { PORT: '0', MAIL_PER_SECOND: '500', ...env })
  const url = await new Promise<string>((resolve, reject) => {
    const fail = (reason: string) => reject(new Error(`${reason}:\n${output()}`))
    const timer = setTimeout(() => fail('The server does not listen after a minute'), START_MS)
    child.stdout?.on('data', () => {
      const address = /Otklik is at (http:\/\/[\w.-]+:\d+)\//.exec(output())?.[1]
      if (!address) return
      clearTimeout(timer)
      resolve(address)
    })
    child.on('exit', (code) => {
      clearTimeout(timer)
      fail(`The server ended with ${code}`)
    })
  })
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal)
    return ended
  }
  return { url, pid: child.pid ?? 0, output, end, ended }
}
