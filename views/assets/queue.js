/** Goes through a queue by keys: j and k move, x selects, a accepts, r refuses, ? explains. Forms do the work. */
const items = [...document.querySelectorAll('[data-queue-item]')]
const form = document.querySelector('#queue')
const help = document.querySelector('[data-queue-help]')
const reason = document.querySelector('#reason')

const at = () => items.findIndex((item) => item.contains(document.activeElement))

const move = (step) => {
  const here = at()
  const next = here < 0 ? 0 : Math.min(items.length - 1, Math.max(0, here + step))
  items[next]?.focus()
}

const select = () => items[at()]?.querySelector('input[type=checkbox]')?.click()

/** What is selected; where nothing is, what the reader stands at. */
const press = (act) => {
  if (form.querySelector('[name=item]:checked')) return form.querySelector(`[name=${act}][value=selected]`)?.click()
  items[at()]?.querySelector(`[data-queue-${act}]`)?.click()
}

const refuse = () => {
  if (reason.value !== '') return press('refuse')
  const item = items[at()]
  const box = item?.querySelector('input[type=checkbox]')
  if (box) box.checked = true
  reason.focus()
}

const explain = () => {
  help.open = !help.open
  if (help.open) help.querySelector('summary').focus()
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  x: select,
  a: () => press('accept'),
  r: refuse,
  '?': explain,
}

document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof Element && event.target.matches('input:not([type=checkbox]), textarea, select')
  if (typing || event.ctrlKey || event.metaKey || event.altKey || items.length === 0) return
  const act = keys[event.key]
  if (!act) return
  event.preventDefault()
  act()
})
