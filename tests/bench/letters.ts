import type { Letter } from '../../server/features/letters/letter.ts'
import { locales } from '../../server/i18n/index.ts'
import { letterPdf } from '../../server/render/pdf.ts'
import { demoCampaign, demoKit, demoLetter } from '../features/letters/demo-kit.ts'
import { median, rounded } from './rounds.ts'

const WARM_UP = 2
const POSTAL = 'Республика Казахстан, 010000, г. Астана, ул. Мәңгілік Ел, д. 6, Дом министерств'

interface Milliseconds {
  value: number
  unit: 'ms'
  target: string
  notes: { letters: number; slowest: number }
}

/** Every addressee in both languages, each round in another wording, with a topic and the list of materials. */
const orders = (round: number) =>
  demoCampaign.addressees.flatMap(({ key }) => {
    const kit = demoKit(key)
    return locales
      .filter((locale) => kit.choices.languages.includes(locale))
      .map((locale) => () => {
        const own_words = 'Моя собака пропала в марте, и никто не ответил, где она. '.repeat(5).trim()
        const wishes = { own_words, topics: ['cruelty', 'period'], enclose: true, language: locale }
        return demoLetter(kit, locale, round, wishes)
      })
  })

const timed = async (run: () => unknown) => {
  const began = performance.now()
  await run()
  return performance.now() - began
}

const measure = async (
  rounds: number,
  target: string,
  runs: (round: number) => (() => unknown)[],
): Promise<Milliseconds> => {
  const times: number[] = []
  for (let round = 0; round < rounds + WARM_UP; round++) {
    for (const run of runs(round)) {
      const time = await timed(run)
      if (round >= WARM_UP) times.push(time)
    }
  }
  return {
    value: rounded(median(times)),
    unit: 'ms',
    target,
    notes: { letters: times.length, slowest: rounded(Math.max(...times)) },
  }
}

/** Milliseconds to compose a letter from the campaign's fragments. */
export const composeLetterMs = (rounds: number) => measure(4 * rounds, '< 5', orders)

/** Milliseconds to print a composed letter, with its address for a window and its list of materials. */
export const letterPdfMs = (rounds: number) =>
  measure(rounds, '< 50', (round) =>
    orders(round)
      .map((order): Letter => order())
      .map((letter) => () => letterPdf(letter, POSTAL)),
  )
