// Enhancement only: every page does all it does without this.
const all = (selector) => [...document.querySelectorAll(selector)]

// A form sent again after a cut line is known by its key.
const giveKeys = () => {
  if (!globalThis.crypto?.randomUUID) return
  for (const input of all('input[name="key"]')) input.value ||= crypto.randomUUID()
}

// One submission a click; a page taken back from the browser's memory works again.
const guardForms = () => {
  const busy = new WeakSet()
  document.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return
    if (busy.has(event.target)) return event.preventDefault()
    busy.add(event.target)
    event.submitter?.setAttribute('aria-disabled', 'true')
  })
  addEventListener('pageshow', () => {
    for (const form of all('form')) busy.delete(form)
    for (const button of all('button[aria-disabled]')) button.removeAttribute('aria-disabled')
  })
}

const hideReachBesideForm = () => {
  const reach = document.querySelector('.reach')
  const sign = document.querySelector('#sign')
  if (!reach || !sign || !globalThis.IntersectionObserver) return
  new IntersectionObserver(([entry]) => {
    reach.hidden = entry.isIntersecting
  }).observe(sign)
}

// The old way too, since an onion or plain http address has no clipboard.
const copy = async (field) => {
  try {
    await navigator.clipboard.writeText(field.value)
  } catch {
    field.select()
    if (!document.execCommand('copy')) throw new Error('not copied')
  }
}

const offerCopying = () => {
  const said = document.createElement('p')
  said.className = 'only-read'
  said.setAttribute('aria-live', 'polite')
  document.body.append(said)
  for (const button of all('button[data-copy]')) {
    const field = document.querySelector(button.dataset.copy)
    if (!field) continue
    const words = button.textContent
    let again = 0
    button.hidden = false
    button.addEventListener('click', async () => {
      await copy(field)
      button.textContent = said.textContent = button.dataset.copied
      clearTimeout(again)
      again = setTimeout(() => {
        button.textContent = words
        said.textContent = ''
      }, 3000)
    })
  }
}

// The other language opens at the place where this one was read.
const keepPlace = () => {
  for (const link of all('.bar a[hreflang]')) {
    link.addEventListener('click', () => {
      link.hash = location.hash
    })
  }
}

giveKeys()
guardForms()
hideReachBesideForm()
offerCopying()
keepPlace()
document.querySelector('.error-summary')?.focus()
