// Enhancement only: rows move by their buttons without this. Here they move at once, by drag and by Alt with arrows.
const words = document.querySelector('[data-editor]')?.dataset ?? {}
const announcer = document.querySelector('[data-announce]')

const titleOf = (item) => item.dataset.title ?? item.querySelector('.choice')?.textContent.trim() ?? ''
const bare = (title) => title.replace(/^\d+\.\s*/, '')
const siblings = (item) => [...item.parentElement.children]

const announce = (item) => {
  const all = siblings(item)
  announcer.textContent = words.wordsMoved
    .replace('@', bare(titleOf(item)))
    .replace('#', all.indexOf(item) + 1)
    .replace('%', all.length)
}

/** Titles begin with their place in the list. */
const renumber = (list) => {
  for (const [index, row] of [...list.children].entries()) {
    const title = row.querySelector('.row-title')?.firstChild
    if (!title || !/^\d+\./.test(title.textContent)) continue
    title.textContent = title.textContent.replace(/^\d+/, index + 1)
    row.dataset.title = row.dataset.title.replace(/^\d+/, index + 1)
  }
}

/** The languages' rows follow those that both share. */
const follow = (list) => {
  if (!list.closest('.for-both')) return
  const order = [...list.children].map(({ dataset }) => dataset.row)
  for (const other of document.querySelectorAll('.languages .rows:not([data-rows])')) {
    const rows = [...other.children].sort((a, b) => order.indexOf(a.dataset.row) - order.indexOf(b.dataset.row))
    if (rows.every(({ dataset }) => order.includes(dataset.row))) other.append(...rows)
    renumber(other)
  }
}

const settled = (item) => {
  const list = item.parentElement
  if (list.matches('.rows')) {
    renumber(list)
    follow(list)
  }
  announce(item)
  const field = item.querySelector('[name]:not(button)') ?? item.closest('form').querySelector('[name=base]')
  field.dispatchEvent(new Event('change', { bubbles: true }))
}

const step = (item, by) => {
  const neighbour = by < 0 ? item.previousElementSibling : item.nextElementSibling
  if (!neighbour) return announce(item)
  if (by < 0) neighbour.before(item)
  else neighbour.after(item)
  settled(item)
}

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('button.move[value^="up:"], button.move[value^="down:"]')
  const item = button?.closest('.pick') ?? button?.closest('.row')
  if (!item) return
  event.preventDefault()
  step(item, button.value.startsWith('up:') ? -1 : 1)
  button.focus()
})

document.addEventListener('keydown', (event) => {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
  if (!event.altKey || event.ctrlKey || event.metaKey || !by) return
  const pick = event.target.closest?.('.pick')
  const item = pick?.querySelector('.move') ? pick : event.target.closest?.('[data-rows] > .row')
  if (!item) return
  event.preventDefault()
  const focused = document.activeElement
  step(item, by)
  focused.focus()
})

// By drag: the handle follows a finger or a mouse, and the row goes where it is held.
let dragged = null
for (const handle of document.querySelectorAll('form:not([data-closed]) [data-handle]')) handle.hidden = false

document.addEventListener('pointerdown', (event) => {
  const handle = event.target.closest?.('[data-handle]')
  if (!handle || event.button !== 0) return
  event.preventDefault()
  dragged = { row: handle.closest('.row'), moved: false }
  dragged.row.classList.add('dragged')
  handle.setPointerCapture(event.pointerId)
})
document.addEventListener('pointermove', (event) => {
  if (!dragged) return
  const over = document.elementFromPoint(event.clientX, event.clientY)?.closest('.row')
  if (!over || over === dragged.row || over.parentElement !== dragged.row.parentElement) return
  const { top, height } = over.getBoundingClientRect()
  if (event.clientY < top + height / 2) over.before(dragged.row)
  else over.after(dragged.row)
  dragged.moved = true
})
const drop = () => {
  if (!dragged) return
  const { row, moved } = dragged
  dragged = null
  row.classList.remove('dragged')
  if (moved) settled(row)
}
document.addEventListener('pointerup', drop)
document.addEventListener('pointercancel', drop)
