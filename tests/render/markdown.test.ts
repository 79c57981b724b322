import { describe, expect, test } from 'vitest'
import { checkMarkdown, imagesIn, renderMarkdown } from '../../server/render/markdown.ts'

test('what a campaign text needs is rendered', () => {
  const source =
    '## A\n\nb *c* **d** `e`\nf\n\n> g\n\n1. h\n2. i\n\n- j\n\n***\n\n[k](https://k.example/?a=1&b=2 "t") <l@l.example>\n'
  expect(renderMarkdown(source).split('\n')).toEqual([
    '<h2>A</h2>',
    '<p>b <em>c</em> <strong>d</strong> <code>e</code>',
    'f</p>',
    '<blockquote>',
    '<p>g</p>',
    '</blockquote>',
    '<ol>',
    '<li>h</li>',
    '<li>i</li>',
    '</ol>',
    '<ul>',
    '<li>j</li>',
    '</ul>',
    '<hr />',
    '<p><a href="https://k.example/?a=1&amp;b=2" rel="noopener nofollow">k</a> <a href="mailto:l@l.example" rel="noopener nofollow">l@l.example</a></p>',
  ])
})

test('quotes and dashes stay as they were typed, and bare addresses are not made links', () => {
  expect(renderMarkdown('"a" -- (c) «б» https://a.example')).toBe('<p>"a" -- (c) «б» https://a.example</p>')
})

const hostile = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<iframe src="https://x.example"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '<style>*{display:none}</style>',
  '<!-- <b>x</b> -->',
  '<?php x ?>',
  '<![CDATA[<b>x</b>]]>',
  '<base href="https://x.example">',
  '<form action="https://x.example"><input name=a></form>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java&#x73;cript:alert(1))',
  '[x](javascript&colon;alert(1))',
  '[x](\u0001javascript:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '[x](vbscript:x)',
  '[x](//x.example)',
  '[x](/desk)',
  '[x](file:///etc/passwd)',
  '[x](<javascript:alert(1)>)',
  '<javascript:alert(1)>',
  '[x][y]\n\n[y]: javascript:alert(1)',
  '![x](https://x.example/x.png)',
  '![x](data:image/svg+xml;base64,AAAA)',
  '[![x](https://x.example/x.png)](javascript:alert(1))',
  '![x" onerror="alert(1)](image:dog)',
  '![<img src=x onerror=alert(1)>](image:dog)',
  '![x](image:dog "t" onload="alert(1)")',
  '![x](image:dog" onerror="alert(1))',
  '![x](image:__proto__)',
  '![x](image:constructor)',
  '![<script>alert(1)</script>](image:cat)',
  '![[x](javascript:alert(1))](image:dog)',
  '[![x](image:dog)](javascript:alert(1))',
  '[x](image:dog)',
  '![x][d]\n\n[d]: image:dog "><script>alert(1)</script>',
  '[x](https://x.example" onclick="alert(1))',
  '[x](https://x.example "\\" onclick=\\"alert(1)")',
  '[<b onclick=alert(1)>x</b>](https://x.example)',
  '`</code><script>alert(1)</script>`',
  '```html" onmouseover="alert(1)\n<script>\n```',
  '## <h2 onclick=alert(1)>',
  '| <b>a</b> |\n|--|\n| <script> |',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
  '\u0000<script>',
  `${'>'.repeat(500)}x`,
  `${'['.repeat(2000)}x${']('.repeat(2000)}`,
  `${'*_'.repeat(2000)}x`,
]

const tag = /<\/?([a-z][a-z0-9]*)([^>]*)>/gi
const allowed = /^(?:h[2-4]|p|ul|ol|li|em|strong|blockquote|a|hr|br|code|img)$/
const own = `/images/${'a'.repeat(64)}.webp`
const shape = ` width="640" height="400" loading="lazy" decoding="async" /`
const attributes = new RegExp(
  `^(?: href="(?:https?://|mailto:)[^"<>\\s]*" rel="noopener nofollow"| src="${own}" srcset="[^"]*" sizes="[^"]*" alt="[^"<>]*"${shape}| /|)$`,
)
const images = { dog: { digest: 'a'.repeat(64), width: 640, height: 400 } }

describe('hostile Markdown makes only allowed tags, with allowed links:', () => {
  test.each(hostile)('%j', (source) => {
    const html = renderMarkdown(source, images)
    const tags = [...html.matchAll(tag)]
    for (const [, name = '', rest = ''] of tags) {
      expect(name).toMatch(allowed)
      expect(rest).toMatch(attributes)
    }
    expect(html.replaceAll(tag, '')).not.toMatch(/[<>]/)
  })
})

test('what would not show as meant is found, with its line', () => {
  const source = '# a\n\nb\n<b>c</b> [d](/e)\n![f](https://f.example)\n\n- g\n  <i>h</i>\n\n##### i\n\n| j |\n|---|\n'
  expect(checkMarkdown(source).map(({ line, message }) => `${line} ${message}`)).toEqual([
    '1 headings are ##, ### and ####',
    '4 HTML is not allowed in the text',
    '4 HTML is not allowed in the text',
    '4 links are to http, https and mailto only',
    '5 a picture is named image:NAME, none is fetched from elsewhere',
    '8 HTML is not allowed in the text',
    '8 HTML is not allowed in the text',
    '10 headings are ##, ### and ####',
    '12 tables are not allowed in the text',
  ])
  expect(checkMarkdown('## a\n\nb < c & d, 2 * 3 * 4, `<b>`\n\n[e](https://e.example)')).toEqual([])
})

test('a picture of the campaign is shown in its shape, in two sizes; one that is not there is its words', () => {
  const source =
    'a ![A *dog* & "bars" <b>](image:dog)\n\n![A cat](image:cat) ![](image:none) ![x](https://x.example/a.png)'
  expect(renderMarkdown(source, images).split('\n')).toEqual([
    `<p>a <img src="${own}" srcset="/images/${'a'.repeat(64)}.small.webp 320w, ${own} 640w" ` +
      'sizes="(min-width: 40rem) 40rem, 100vw" alt="A dog &amp; &quot;bars&quot; &lt;b&gt;" width="640" height="400" ' +
      'loading="lazy" decoding="async" /></p>',
    '<p>[A cat]  [x]</p>',
  ])
  const narrow = { dog: { digest: 'a'.repeat(64), width: 300, height: 200 } }
  expect(renderMarkdown('![A dog](image:dog)', narrow)).not.toContain('srcset')
  expect(imagesIn('![a](image:dog) ![b](image:dog)\n\n- ![c](image:cat)\n\n`![d](image:no)`')).toEqual(['dog', 'cat'])
})
