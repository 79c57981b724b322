import { randomBytes, randomUUID } from 'node:crypto'

const given = ['Aigerim', 'Maxine', 'Daulet', 'Olga', 'Анна', 'Сергей', 'Айгерім', 'Нұрлан']
const surnames = ['Kent', 'Abdullina', 'Petrova', 'Omarov', 'Иванова', 'Кузнецов', 'Сәрсенова', 'Тілеген']
const cities = ['Almaty', 'Astana', 'Karaganda', 'Алматы', 'Шымкент', 'Өскемен', 'Berlin', '']
const countries = ['KZ', 'KZ', 'KZ', 'RU', 'DE', 'US']
const visibilities = ['full', 'initial', 'initial', 'hidden']
const domains = ['mail.example', 'post.example', 'inbox.example', 'box.example', 'letters.example']

const pick = (list: string[], index: number) => list[index % list.length] ?? ''

/** A number in letters, so that names are distinct and still names. */
const inLetters = (index: number) =>
  [...index.toString(26)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26))).join('')

/** As many filled-in signing forms, as a browser encodes them, each of another person; no two runs share any. */
export const signingForms = (count: number): string[] => {
  const run = randomBytes(4).toString('hex')
  return Array.from({ length: count }, (_, index) => {
    const name = `${pick(given, index)} ${pick(surnames, index >> 3)}-${inLetters(index)}`
    return new URLSearchParams({
      name,
      email: `${inLetters(index)}.${run}@${pick(domains, index)}`,
      country: pick(countries, index),
      city: pick(cities, index),
      comment: '',
      visibility: pick(visibilities, index),
      updates: 'on',
      website: '',
      key: randomUUID(),
    }).toString()
  })
}
