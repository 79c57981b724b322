// Enhancement only: a recommendation's number is a link to it, and a click also copies that link.
const said = document.createElement('p')
said.className = 'only-read'
said.setAttribute('aria-live', 'polite')
document.body.append(said)

document.addEventListener('click', async (event) => {
  const link = event.target.closest?.('a[data-copy-link]')
  if (!link || !navigator.clipboard) return
  try {
    await navigator.clipboard.writeText(link.href)
  } catch {
    return
  }
  said.textContent = ''
  said.textContent = link.dataset.copyLink
  link.classList.add('copied')
  setTimeout(() => link.classList.remove('copied'), 2000)
})

// The contents on a phone close once somebody has chosen from them.
for (const details of document.querySelectorAll('.contents.narrow')) {
  details.addEventListener('click', (event) => {
    if (event.target.closest('a')) details.open = false
  })
}
