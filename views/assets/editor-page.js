// Enhancement only: what others will see, shown anew after each save. The server renders it; here it is only put in place.
const parse = (html) => new DOMParser().parseFromString(html, 'text/html')
let address = location.pathname + location.search

/** Takes the living parts of the page as the server has them now. */
const refresh = async () => {
  const answer = await fetch(address, { headers: { accept: 'text/html' } }).catch(() => undefined)
  if (!answer?.ok || answer.redirected) return
  const fresh = parse(await answer.text())
  for (const part of document.querySelectorAll('[data-live]')) {
    const now = fresh.querySelector(`[data-live="${CSS.escape(part.dataset.live)}"]`)
    if (now && now.innerHTML !== part.innerHTML) part.replaceChildren(...document.adoptNode(now).childNodes)
    if (now) part.className = now.className
  }
  for (const form of document.querySelectorAll('form.edit-form')) {
    const now = fresh.getElementById(form.id)
    if (now) form.elements.other.value = now.elements.other.value
  }
  document.dispatchEvent(new CustomEvent('editor:refreshed'))
}

let timer
const soon = () => {
  clearTimeout(timer)
  timer = setTimeout(refresh, 400)
}
document.addEventListener('editor:saved', soon)

const sample = document.querySelector('[data-sample] form')
if (sample) {
  sample.querySelector('button').hidden = true
  sample.addEventListener('change', () => {
    address = `${location.pathname}?${new URLSearchParams(new FormData(sample))}`
    soon()
  })
  sample.addEventListener('submit', (event) => event.preventDefault())
}

// The whole page at the width of a phone or of a desk.
const panel = document.querySelector('[data-preview]')
if (panel) {
  const place = panel.querySelector('[data-frame]')
  const buttons = [...panel.querySelectorAll('[data-frame-width]')]
  const close = panel.querySelector('[data-frame-close]')
  let frame
  // In the language that was written in last.
  let locale = document.documentElement.lang
  const show = () => {
    if (frame) frame.src = `${panel.dataset.preview}?locale=${locale}`
  }
  document.addEventListener('focusin', ({ target }) => {
    const own = target.closest?.('form.edit-form')?.elements.locale.value
    if (!own || own === locale) return
    locale = own
    show()
  })
  for (const button of buttons) {
    button.hidden = false
    button.addEventListener('click', () => {
      const width = button.dataset.frameWidth
      if (!frame) {
        frame = Object.assign(document.createElement('iframe'), { title: place.dataset.title })
        frame.setAttribute('sandbox', 'allow-same-origin')
        place.append(frame)
      }
      show()
      place.classList.toggle('phone', width === '360')
      place.hidden = close.hidden = false
      for (const each of buttons) each.setAttribute('aria-pressed', each === button)
    })
  }
  close.addEventListener('click', () => {
    frame.remove()
    frame = undefined
    place.hidden = close.hidden = true
    for (const each of buttons) each.setAttribute('aria-pressed', 'false')
    buttons[0].focus()
  })
  document.addEventListener('editor:refreshed', () => {
    if (frame) frame.contentWindow.location.reload()
  })
}
