/** Lets signatories be put in order by dragging; the buttons beside them do the same without it. */

const save = (list) => {
  const order = [...list.children].map(({ dataset }) => dataset.id).join(',')
  return fetch(list.dataset.order, {
    method: 'POST',
    body: new URLSearchParams({ kind: list.dataset.kind, order }),
    redirect: 'manual',
  })
}

/** The buttons of the first and the last lead nowhere. */
const renew = (list) => {
  for (const item of list.children) {
    const [up, down] = item.querySelectorAll('.move button')
    up.disabled = item === list.firstElementChild
    down.disabled = item === list.lastElementChild
  }
}

const under = (list, dragged, y) =>
  [...list.children].find((item) => {
    const { top, height } = item.getBoundingClientRect()
    return item !== dragged && y < top + height / 2
  })

const order = (list) => {
  for (const item of list.children) {
    const grip = item.querySelector('.grip')
    grip.hidden = false
    grip.addEventListener('pointerdown', (pressed) => {
      pressed.preventDefault()
      grip.setPointerCapture(pressed.pointerId)
      const before = [...list.children].indexOf(item)
      item.classList.add('dragged')
      const move = ({ clientY }) => {
        const next = under(list, item, clientY)
        if (next !== item.nextElementSibling) list.insertBefore(item, next ?? null)
      }
      const drop = () => {
        grip.removeEventListener('pointermove', move)
        item.classList.remove('dragged')
        if ([...list.children].indexOf(item) === before) return
        renew(list)
        save(list).catch(() => location.reload())
      }
      grip.addEventListener('pointermove', move)
      grip.addEventListener('lostpointercapture', drop, { once: true })
    })
  }
}

for (const list of document.querySelectorAll('[data-order]')) order(list)
