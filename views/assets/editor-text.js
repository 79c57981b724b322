// Enhancement only: a text is Markdown, with or without this. Toolbar, shortcuts, clean paste, and lengths.
const words = document.querySelector('[data-editor]')?.dataset ?? {}

/** Puts text in place of what is selected, so that the browser can undo it. */
const insert = (field, text) => {
  field.focus()
  if (document.execCommand('insertText', false, text)) return
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end')
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

const selected = ({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd)

/** Marks around what is selected, or off where they are there. */
const around = (field, mark) => {
  const { value, selectionStart: start, selectionEnd: end } = field
  const text = selected(field)
  if (value.slice(start - mark.length, start) === mark && value.slice(end, end + mark.length) === mark) {
    field.setSelectionRange(start - mark.length, end + mark.length)
    insert(field, text)
    return field.setSelectionRange(start - mark.length, end - mark.length)
  }
  const [, before, core, after] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text)
  insert(field, `${before}${mark}${core}${mark}${after}`)
  const from = start + before.length + mark.length
  field.setSelectionRange(from, from + core.length)
}

/** A sign before each selected line, or off where each has it. */
const before = (field, sign, shape) => {
  const { value, selectionStart, selectionEnd } = field
  const start = value.lastIndexOf('\n', selectionStart - 1) + 1
  const next = value.indexOf('\n', selectionEnd)
  field.setSelectionRange(start, next < 0 ? value.length : next)
  const lines = selected(field).split('\n')
  const off = lines.every((line) => shape.test(line))
  const changed = lines.map(
    (line, index) => (off ? '' : sign(index)) + line.replace(/^(?:#{2,4} |[-*] |\d+\. |> )/, ''),
  )
  insert(field, changed.join('\n'))
}

const link = (field) => {
  const address = prompt(words.wordsLink, 'https://')
  if (!address || address === 'https://') return field.focus()
  const text = selected(field) || address
  insert(
    field,
    `[${text}](${encodeURI(decodeURI(address.trim())).replace(/[()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)})`,
  )
}

const tools = {
  bold: (field) => around(field, '**'),
  italic: (field) => around(field, '*'),
  heading: (field) => before(field, () => '## ', /^## /),
  list: (field) => before(field, () => '- ', /^- /),
  numbers: (field) => before(field, (index) => `${index + 1}. `, /^\d+\. /),
  quote: (field) => before(field, () => '> ', /^> /),
  link,
  picture: (field) => {
    const box = field.form.querySelector('[data-picture]')
    box.open = true
    box.querySelector('[type=file]').focus()
  },
}
const shortcuts = { KeyB: 'bold', KeyI: 'italic', KeyK: 'link' }

for (const bar of document.querySelectorAll('.tools')) {
  const field = document.getElementById(bar.getAttribute('aria-controls'))
  const buttons = [...bar.querySelectorAll('button')]
  bar.hidden = false
  bar.nextElementSibling.hidden = false
  // One stop for the keyboard; arrows go from tool to tool.
  for (const [index, button] of buttons.entries()) button.tabIndex = index === 0 ? 0 : -1
  bar.addEventListener('keydown', (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const at = buttons.indexOf(document.activeElement)
    if (!by || at < 0) return
    event.preventDefault()
    const to = buttons[(at + by + buttons.length) % buttons.length]
    for (const button of buttons) button.tabIndex = button === to ? 0 : -1
    to.focus()
  })
  bar.addEventListener('click', (event) => {
    const tool = event.target.closest('[data-tool]')?.dataset.tool
    if (tool) tools[tool](field)
  })
  // A picture goes where the cursor was.
  field.addEventListener('blur', () => {
    field.form.elements.at.value = field.selectionEnd
  })
  field.addEventListener('keydown', (event) => {
    const tool = (event.ctrlKey || event.metaKey) && !event.altKey && shortcuts[event.code]
    if (!tool) return
    event.preventDefault()
    tools[tool](field)
  })
}

// What is pasted from Word or a page is read as a document that never runs or loads anything, and only its words,
// headings, lists, emphasis, quotes and links come out, as Markdown text.
const left = new Set([
  'STYLE',
  'SCRIPT',
  'HEAD',
  'TITLE',
  'META',
  'LINK',
  'XML',
  'TEMPLATE',
  'NOSCRIPT',
  'SVG',
  'IMG',
  'O:P',
  'BUTTON',
])
const levels = { H1: '## ', H2: '## ', H3: '### ', H4: '#### ', H5: '#### ', H6: '#### ' }

const escaped = (text) => text.replace(/\s+/g, ' ').replace(/[\\*_`[\]<]/g, '\\$&')
const emphasised = (text, mark) =>
  text.replace(/^(\s*)([\s\S]*?)(\s*)$/, (_, a, core, z) => (core ? a + mark + core + mark + z : a + z))

// Styles are read as text; nothing pasted is styled, run or loaded.
const styled = (node, shape) => shape.exec(node.dataset.style ?? '')?.[1].toLowerCase()
const isBold = (node) => {
  const weight = styled(node, /font-weight:\s*(\w+)/i)
  return weight ? weight === 'bold' || Number(weight) >= 600 : /^(?:B|STRONG)$/.test(node.tagName)
}
const isItalic = (node) => {
  const style = styled(node, /font-style:\s*(\w+)/i)
  return style ? style === 'italic' : /^(?:I|EM)$/.test(node.tagName)
}

const inline = (node) => {
  if (node.nodeType === Node.TEXT_NODE) return escaped(node.data)
  if (node.nodeType !== Node.ELEMENT_NODE || left.has(node.tagName.toUpperCase())) return ''
  if (/mso-list:\s*ignore/i.test(node.dataset.style ?? '')) return ''
  if (node.tagName === 'BR') return '\n'
  let text = [...node.childNodes].map(inline).join('')
  if (isItalic(node)) text = emphasised(text, '*')
  if (isBold(node) && !(node.tagName in levels)) text = emphasised(text, '**')
  const href = node.tagName === 'A' ? node.getAttribute('href') : null
  return href && /^(?:https?:\/\/|mailto:)/i.test(href) && text.trim()
    ? `[${text.trim()}](${href.replace(/[()\s]/g, encodeURIComponent)})`
    : text
}

const tidy = (text) =>
  text
    .split('\n')
    .map((line) => line.replace(/ +/g, ' ').trim())
    .join('\n')
    .trim()
const within = (text, first, rest) =>
  text
    .split('\n')
    .map((line, index) => (line ? (index ? rest : first) + line : ''))
    .join('\n')
const blockTags = 'P,DIV,H1,H2,H3,H4,H5,H6,UL,OL,LI,BLOCKQUOTE,TABLE,TR,HR,SECTION,ARTICLE,PRE,FIGURE'

const items = (list) =>
  [...list.children]
    .filter(({ tagName }) => tagName === 'LI')
    .map((item, index) => {
      const sign = list.tagName === 'OL' ? `${index + 1}. ` : '- '
      return within(blocks(item).join('\n'), sign, ' '.repeat(sign.length))
    })

/** A node's blocks, each the Markdown of a paragraph, heading, list or quote. */
const blocks = (root) => {
  const found = []
  let line = ''
  const close = () => {
    if (tidy(line)) found.push(tidy(line))
    line = ''
  }
  for (const node of root.childNodes) {
    const tag = node.nodeType === Node.ELEMENT_NODE ? node.tagName.toUpperCase() : ''
    if (left.has(tag)) continue
    if (!tag || !(node.matches(blockTags.toLowerCase()) || node.querySelector(blockTags.toLowerCase()))) {
      line += inline(node)
      continue
    }
    close()
    if (tag in levels) found.push(levels[tag] + tidy(inline(node)).replace(/\n/g, ' '))
    else if (tag === 'UL' || tag === 'OL') found.push(items(node).join('\n'))
    else if (tag === 'BLOCKQUOTE') found.push(within(blocks(node).join('\n\n'), '> ', '> ').replace(/\n\n/g, '\n>\n'))
    else if (tag === 'HR') found.push('---')
    else if (tag === 'TR')
      found.push(
        `- ${[...node.children]
          .map((cell) => tidy(inline(cell)))
          .filter(Boolean)
          .join('; ')}`,
      )
    else if (/MsoList/.test(node.className)) found.push(`- ${tidy(inline(node)).replace(/^[·•§o-]\s+/, '')}`)
    else found.push(...blocks(node))
  }
  close()
  return found.filter((block) => block.replace(/[#>\-\s]/g, ''))
}

/** Clean Markdown from HTML of anywhere. */
export const markdownOf = (html) => {
  const inert = html
    .replace(/<(style|script)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<[^>]*>/g, (tag) => tag.replace(/\sstyle=/gi, ' data-style=').replace(/\son\w+=/gi, ' data-on='))
  const { body } = new DOMParser().parseFromString(inert, 'text/html')
  const all = blocks(body)
  const kind = (block = '') => /^(?:(- )|\d+\. )/.exec(block)?.[1] ?? block.slice(0, 1)
  const apart = (one, next) => (/^- /.test(one) && kind(one) === kind(next) ? '\n' : '\n\n')
  return all.map((block, index) => block + (index < all.length - 1 ? apart(block, all[index + 1]) : '')).join('')
}

document.addEventListener('paste', (event) => {
  const field = event.target
  if (!field.matches?.('textarea[data-kind=markdown]')) return
  const html = event.clipboardData.getData('text/html')
  const plain = event.clipboardData.getData('text/plain').trim()
  if (/^https?:\/\/\S+$/.test(plain) && selected(field)) {
    event.preventDefault()
    return insert(field, `[${selected(field)}](${plain.replace(/[()]/g, encodeURIComponent)})`)
  }
  const clean = html && markdownOf(html)
  if (!clean) return
  event.preventDefault()
  insert(field, clean)
})

// How long a text is, said once it comes near to what may stand there.
const measure = (field) => {
  const max = Number(field.dataset?.max)
  if (!max) return
  const { length } = field.value.trim()
  let note = field.parentElement.querySelector('.length')
  if (length < max * 0.7 && !note) return
  note ??= field.parentElement.appendChild(Object.assign(document.createElement('p'), { className: 'length' }))
  note.hidden = length < max * 0.7
  note.textContent = words.wordsCount.replace('@', length).replace('#', max)
  note.classList.toggle('over', length > max)
}
document.addEventListener('input', ({ target }) => measure(target))
