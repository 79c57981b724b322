// Enhancement only: the composer does all it does without this. Nothing here speaks to any server.
const all = (selector) => [...document.querySelectorAll(selector)]
const form = document.querySelector('#letter-form')

// Counted as the letter is laid out: each line of a field is a paragraph of its own.
const lengthOf = (text) =>
  [
    ...text
      .trim()
      .split(/\s*\n\s*/u)
      .filter(Boolean)
      .join('\n\n'),
  ].length
const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, '\u202f')

const count = () => {
  const counter = document.querySelector('[data-counter]')
  const channel = document.querySelector('#channel')
  if (!counter || !channel) return
  const say = () => {
    const max = Number(channel.selectedOptions[0]?.dataset.max ?? 0)
    const length = all('[data-part]').reduce((sum, part) => sum + lengthOf(part.value), Number(counter.dataset.fixed))
    const over = max > 0 ? length - max : 0
    const words = max > 0 ? counter.dataset.limited.replace('@', grouped(max)) : counter.dataset.free
    const tooLong = over > 0 ? ` ${counter.dataset.over.replace('#', grouped(over))}` : ''
    counter.textContent = words.replace('#', grouped(length)) + tooLong
    counter.classList.toggle('over', over > 0)
  }
  document.addEventListener('input', say)
  channel.addEventListener('change', say)
}

// Where the browser does not fit a field to its text by itself.
const fitFields = () => {
  if (CSS.supports('field-sizing', 'content')) return
  const fit = (field) => {
    field.style.height = 'auto'
    field.style.height = `${field.scrollHeight + 2}px`
  }
  for (const field of all('[data-part]')) {
    fit(field)
    field.addEventListener('input', () => fit(field))
  }
}

const controls = () => [...form.elements].filter(({ name, type }) => name && type !== 'submit' && type !== 'button')

const readForm = () =>
  controls().flatMap((control) => {
    const choice = control.type === 'radio' || control.type === 'checkbox'
    return choice && !control.checked ? [] : [[control.name, control.value]]
  })

// Parts of a letter that this page does not show are carried along unseen.
const carry = (name, value) => {
  const input = document.createElement('input')
  Object.assign(input, { type: 'hidden', name, value })
  form.append(input)
}

const fillForm = (values) => {
  const known = new Set(controls().map(({ name }) => name))
  for (const control of controls()) {
    const own = values.filter(([name]) => name === control.name).map(([, value]) => value)
    if (control.type === 'radio' || control.type === 'checkbox') control.checked = own.includes(control.value)
    else if (own.length > 0) control.value = own[0]
  }
  for (const [name, value] of values) if (!known.has(name) && /^(?:part|was)_/.test(name)) carry(name, value)
}

// The draft stays in this browser: kept as it is typed, taken up on a page where nothing was typed yet, wiped on demand.
const keepDraft = () => {
  const box = document.querySelector('[data-draft]')
  if (!box || !form) return
  const place = `otklik.draft.${box.dataset.draft}`
  const find = (selector) => box.querySelector(selector)
  let keeping = true
  try {
    const stored = localStorage.getItem(place)
    if (stored && box.dataset.fresh) {
      fillForm(JSON.parse(stored))
      find('[data-draft-found]').hidden = false
    }
    if (!box.dataset.fresh) localStorage.setItem(place, JSON.stringify(readForm()))
  } catch {
    return
  }
  box.hidden = false
  for (const words of all('[data-draft-none]')) words.hidden = true
  const keep = () => {
    if (!keeping) return
    try {
      localStorage.setItem(place, JSON.stringify(readForm()))
    } catch {
      keeping = false
    }
  }
  document.addEventListener('input', (event) => event.target.form === form && keep())
  document.addEventListener('change', (event) => event.target.form === form && keep())
  find('[data-draft-wipe]').addEventListener('click', (event) => {
    keeping = false
    localStorage.removeItem(place)
    find('[data-draft-kept]').hidden = true
    find('[data-draft-wiped]').hidden = false
    event.target.hidden = true
  })
}

// A link to a field in the folded form unfolds it.
const unfold = () => {
  document.addEventListener('click', (event) => {
    const target = event.target.closest?.('a[href^="#"]')?.hash
    const fold = target && document.querySelector(target)?.closest('details')
    if (fold) fold.open = true
  })
}

count()
fitFields()
keepDraft()
unfold()
