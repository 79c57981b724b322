const ENGLISH =
  'two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|' +
  'nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|dozens?|twice|' +
  'January|February|April|June|July|August|September|October|November|December'

const RUSSIAN =
  'дв(?:а|е|ух|ум|умя|ое|оих)|тр(?:и|[её]х|[её]м|емя|ое|оих)|четыр\\p{L}+|пят(?:ь|и|ью|ь?десят\\p{L}*)|' +
  'шест(?:ь|и|ью|ь?десят\\p{L}*|идесят\\p{L}*)|сем(?:ь|ью|ь?десят\\p{L}*|идесят\\p{L}*)|вос(?:емь|ьми|емью|емь?десят\\p{L}*)|' +
  'девят(?:ь|и|ью)|девяност\\p{L}*|десят(?:ь|и|ью|к\\p{L}*|ок)|\\p{L}+надцат\\p{L}*|дв(?:ад|енад)цат\\p{L}*|тридцат\\p{L}*|' +
  'сорока?|сотн\\p{L}*|сот(?:ен|ням\\p{L}*)|тысяч\\p{L}*|миллион\\p{L}*|дважды|трижды|' +
  'январ\\p{L}+|феврал\\p{L}+|март(?:а|е|у|ом)|апрел\\p{L}+|мая|июн\\p{L}+|июл\\p{L}+|август(?:а|е|у|ом)?|сентябр\\p{L}+|' +
  'октябр\\p{L}+|ноябр\\p{L}+|декабр\\p{L}+'

const FIGURE = new RegExp(`\\p{Nd}[\\p{Nd}.,:/–-]*|[№%§]|(?<!\\p{L})(?:${ENGLISH}|${RUSSIAN})(?!\\p{L})`, 'iu')

/**
 * The first figure or date in a text, in digits or in words of English or Russian, and how many lines below the
 * text's first it stands; undefined where there is none. “One” and “first” are ordinary words.
 */
export const findFigure = (text: string): { found: string; line: number } | undefined => {
  const match = FIGURE.exec(text)
  return match ? { found: match[0], line: text.slice(0, match.index).split('\n').length - 1 } : undefined
}
