// Passkeys: a device signs what the server asks. Without this, people sign in by password and code.
const bytesOf = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0))

const textOf = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const known = (list = []) => list.map((key) => ({ ...key, id: bytesOf(key.id) }))

const create = async (options) => {
  const credential = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytesOf(options.challenge),
      user: { ...options.user, id: bytesOf(options.user.id) },
      excludeCredentials: known(options.excludeCredentials),
    },
  })
  const { response } = credential
  return answerOf(credential, {
    attestationObject: textOf(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  })
}

const get = async (options) => {
  const credential = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: bytesOf(options.challenge),
      allowCredentials: known(options.allowCredentials),
    },
  })
  const { authenticatorData, signature, userHandle } = credential.response
  return answerOf(credential, {
    authenticatorData: textOf(authenticatorData),
    signature: textOf(signature),
    ...(userHandle ? { userHandle: textOf(userHandle) } : {}),
  })
}

const answerOf = (credential, parts) => ({
  id: credential.id,
  rawId: credential.id,
  type: credential.type,
  clientExtensionResults: credential.getClientExtensionResults(),
  ...(credential.authenticatorAttachment ? { authenticatorAttachment: credential.authenticatorAttachment } : {}),
  response: { clientDataJSON: textOf(credential.response.clientDataJSON), ...parts },
})

const post = async (url, body) => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  })
  const said = await answer.json().catch(() => ({}))
  if (!answer.ok) throw new Error(said.errors?.[0]?.detail ?? said.title ?? '')
  return said
}

const ceremonies = { create, get }

// Both forms: what is typed goes to ask for a challenge, the device signs it, the answer goes to the form's address.
const offer = (form) => {
  const said = form.querySelector('[data-said]')
  form.hidden = false
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    said.textContent = ''
    const typed = Object.fromEntries(new FormData(form))
    try {
      const { options } = await post(form.dataset.options, typed)
      const response = await ceremonies[form.dataset.passkey](options)
      location.assign((await post(form.action, { ...typed, response })).location)
    } catch (error) {
      said.textContent = error instanceof DOMException || !error.message ? form.dataset.failed : error.message
      dispatchEvent(new Event('pageshow'))
    }
  })
}

// Devices keep keys for names, not for numbers.
const named = !/^[\d.]+$|:/.test(location.hostname)
if (globalThis.PublicKeyCredential && named)
  for (const form of document.querySelectorAll('form[data-passkey]')) offer(form)
