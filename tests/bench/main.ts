import { parseArgs } from 'node:util'
import { describeMachine } from './machine.ts'
import { memoryUnderLoad } from './memory.ts'
import { pageFullVsEmpty, pageVsBytes } from './pages.ts'
import { printTable } from './print-table.ts'
import { signFullVsEmpty, signVsPgbench } from './signing.ts'
import { measureStarts } from './starting.ts'
import { Workbench } from './workbench.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '5' },
    rows: { type: 'string', default: '5000000' },
  },
})

const bench = new Workbench({
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  rows: Number(values.rows),
  log: (message) => process.stderr.write(`${message}\n`),
})

let starts: ReturnType<typeof measureStarts> | undefined
const started = () => {
  starts ??= measureStarts()
  return starts
}

const figures: Record<string, () => Promise<object>> = {
  start_first: async () => (await started()).start_first,
  start_again: async () => (await started()).start_again,
  sign_vs_pgbench: () => signVsPgbench(bench),
  page_vs_bytes: () => pageVsBytes(bench),
  memory_under_load: () => memoryUnderLoad(bench),
  sign_5m_vs_0: () => signFullVsEmpty(bench),
  page_5m_vs_0: () => pageFullVsEmpty(bench),
  compose_letter_ms: async () => (await import('./letters.ts')).composeLetterMs(bench.settings.rounds),
  desk_ms: async () => (await import('./desk.ts')).deskMs(bench),
  letter_pdf_ms: async () => (await import('./letters.ts')).letterPdfMs(bench.settings.rounds),
}

const wanted = Object.keys(figures).filter((name) => !values.only || name === values.only)
if (wanted.length === 0) {
  process.stderr.write(`--only takes one of ${Object.keys(figures).join(', ')}\n`)
  process.exit(1)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    bench.close().finally(() => process.exit(1))
  })
}

const measured: Record<string, object> = { machine: describeMachine() }
try {
  for (const name of wanted) {
    process.stderr.write(`${name} …\n`)
    measured[name] = (await figures[name]?.()) ?? {}
  }
} finally {
  await bench.close()
}
process.stdout.write(values.json ? `${JSON.stringify(measured, null, 2)}\n` : printTable(measured))
