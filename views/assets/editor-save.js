// Enhancement only: each form saves without this. Here it also saves as one types, and loses nothing while it cannot.
const editor = document.querySelector('[data-editor]')
const words = editor?.dataset ?? {}
const PAUSE = 1500
const RETRY = 8000
/** While the page is being left: the next one may have been written before what is saved now. */
let closing = false

const timeNow = () =>
  new Date().toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' })

/** What a form holds but for what belongs to its sending, and for rows that are only being asked for. */
const fieldsOf = (form) => {
  const asked = new Set([...form.querySelectorAll('.add-row [name]')].map(({ name }) => name))
  const own = ['locale', 'base', 'other', 'ready', 'move']
  return [...new FormData(form)].filter(([name]) => !own.includes(name) && !asked.has(name))
}

const element = (tag, props, text) => Object.assign(document.createElement(tag), props, { textContent: text })

class SavedForm {
  constructor(form) {
    this.form = form
    this.status = form.querySelector('[data-status]')
    this.base = form.elements.base
    this.place = `otklik.edit.${words.save}.${form.elements.locale.value}`
    this.dirty = false
    this.stopped = form.querySelector('.theirs') !== null
    this.saving = Promise.resolve()
    this.findKept()
    form.addEventListener('input', (event) => this.changed(event))
    form.addEventListener('change', (event) => this.changed(event))
  }

  changed({ target }) {
    if (!target.name || target.name === 'ready' || target.closest('.add-row')) return
    const { ready } = this.form.elements
    if (ready?.defaultChecked) ready.checked = ready.defaultChecked = false
    this.dirty = true
    if (this.failing) this.keep()
    if (this.stopped) return
    this.say(words.wordsUnsaved)
    this.later(PAUSE)
  }

  later(pause) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.flush(), pause)
  }

  /** Saves what is not saved yet, after whatever is under way; true where nothing is left to save. */
  flush() {
    clearTimeout(this.timer)
    this.saving = this.saving.then(() => (this.dirty && !this.stopped ? this.send() : undefined))
    return this.saving.then(() => !this.dirty)
  }

  async send() {
    this.dirty = false
    this.say(words.wordsSaving)
    const body = JSON.stringify({
      locale: this.form.elements.locale.value,
      base: Number(this.base.value),
      fields: fieldsOf(this.form),
    })
    const headers = { 'content-type': 'application/json', accept: 'application/json' }
    const answer = await fetch(words.save, { method: 'PUT', headers, body }).catch(() => undefined)
    if (answer?.ok) return this.saved(await answer.json())
    this.dirty = true
    this.failing = true
    this.keep()
    if (answer?.status === 409) return this.lost(await answer.json())
    if (answer?.status === 401) return this.signedOut()
    if (answer && answer.status < 500) {
      const told = await answer.json().catch(() => ({}))
      return this.say(words.wordsRefused.replace('@', told.title ?? told.words ?? answer.status), 'wrong')
    }
    this.say(words.wordsFailed, 'wrong')
    this.later(RETRY)
  }

  saved({ revision }) {
    this.base.value = revision
    this.failing = false
    if (closing) this.keep()
    else this.forget()
    this.say(this.dirty ? words.wordsUnsaved : words.wordsSaved.replace('@', timeNow()))
    this.form.dispatchEvent(new CustomEvent('editor:saved', { bubbles: true }))
  }

  /** Somebody else saved first: nothing is overwritten until this person has seen it. */
  lost({ theirs }) {
    this.stopped = true
    const compare = element('button', { type: 'button', className: 'plain' }, words.wordsCompare)
    compare.addEventListener('click', () => this.form.requestSubmit())
    this.say(words.wordsChanged.replace('@', theirs.name), 'wrong', compare)
  }

  signedOut() {
    const signIn = element('a', { href: '/desk/sign-in', target: '_blank', rel: 'noopener' }, words.wordsSignIn)
    const again = element('button', { type: 'button', className: 'plain' }, words.wordsAgain)
    again.addEventListener('click', () => this.flush())
    this.say(words.wordsSignedOut, 'wrong', signIn, again)
  }

  say(text, kind = '', ...acts) {
    this.status.replaceChildren(text, ...acts.flatMap((act) => [' ', act]))
    this.status.classList.toggle('wrong', kind === 'wrong')
  }

  /** The page goes: what is not saved by then is found in the next one. */
  close() {
    if (!this.dirty) return
    this.keep()
    this.flush()
  }

  /** In this browser, and only while the server does not take it or the page is being left. */
  keep() {
    try {
      localStorage.setItem(this.place, JSON.stringify({ base: this.base.value, fields: fieldsOf(this.form) }))
    } catch {}
  }

  forget() {
    try {
      localStorage.removeItem(this.place)
    } catch {}
  }

  findKept() {
    let kept = null
    try {
      kept = JSON.parse(localStorage.getItem(this.place))
    } catch {}
    if (!kept?.fields) return
    if (JSON.stringify(kept.fields) === JSON.stringify(fieldsOf(this.form))) return this.forget()
    this.fill(kept.fields)
    // With the revision that it began with, so that what somebody saved since is seen and not overwritten.
    this.base.value = kept.base
    this.dirty = true
    this.failing = true
    const box = this.form.querySelector('[data-found]')
    box.hidden = false
    box.querySelector('[data-discard]').addEventListener('click', () => {
      this.forget()
      this.dirty = false
      location.reload()
    })
    this.later(PAUSE)
  }

  fill(fields) {
    const known = new Set([...this.form.elements].map(({ name }) => name))
    for (const control of this.form.elements) {
      const own = fields.filter(([name]) => name === control.name).map(([, value]) => value)
      if (control.type === 'checkbox' && control.name !== 'ready') control.checked = own.includes(control.value)
      else if (own.length > 0 && control.name) control.value = own[0]
    }
    for (const [name, value] of fields)
      if (!known.has(name)) this.form.append(Object.assign(element('input', { type: 'hidden', name }), { value }))
  }
}

if (editor) {
  const forms = [...editor.querySelectorAll('form.edit-form:not([data-closed])')].map((form) => new SavedForm(form))
  let leaving = false
  let waiting = false

  // A form that is sent takes the page with it: what is typed in the others is saved before.
  editor.addEventListener('submit', async (event) => {
    const sent = forms.find(({ form }) => form === event.target)
    if (leaving || !sent) return
    event.preventDefault()
    if (waiting) return
    waiting = true
    clearTimeout(sent.timer)
    // What comes back after a row or a picture was added is not what was typed: that is saved before.
    const own = event.submitter?.name === 'move' ? sent.flush() : sent.saving
    await Promise.all([own, ...forms.filter((each) => each !== sent).map((each) => each.flush())])
    // After this event has ended: within it a form does not let itself be sent again.
    await new Promise((resolve) => setTimeout(resolve))
    leaving = true
    waiting = false
    sent.forget()
    // A failed navigation leaves the form as it is; what was typed is kept until it has been taken in.
    if (sent.dirty) sent.keep()
    event.target.requestSubmit(event.submitter)
  })
  addEventListener('pageshow', () => {
    leaving = closing = false
  })
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) for (const form of forms) form.close()
  })
  addEventListener('beforeunload', (event) => {
    if (leaving || !forms.some(({ dirty }) => dirty)) return
    closing = true
    for (const form of forms) form.close()
    event.preventDefault()
    // Still here: the person stayed.
    setTimeout(() => {
      closing = false
      for (const form of forms) if (!form.dirty) form.forget()
    }, RETRY)
  })
}
