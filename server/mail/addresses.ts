/** One address and nothing else: no second one, no name, no comment. */
const ADDRESS = /^[^\s@<>(),;:"[\]\\\p{Cc}]{1,64}@[^\s@<>(),;:"[\]\\\p{Cc}]{1,255}$/u

export const isPlainAddress = (text: string) => ADDRESS.test(text)

/** The address with a name to show before it. Throws for what is not one plain address. */
export const mailbox = (address: string, name = '') => {
  if (!isPlainAddress(address)) throw new Error('Not a mail address')
  return { name: oneLine(name), address }
}

/** Text for a header: line breaks and other control characters become spaces. */
export const oneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()

/** “Name <name@example.org>” in its parts; the name is empty where only an address stands. */
export const addressParts = (text: string): { name: string; address: string } => {
  const [, name = '', address = text] = /^([^<>]*)<([^<>]+)>$/.exec(text.trim()) ?? []
  return { name: name.trim().replace(/^"(.*)"$/, '$1'), address: address.trim() }
}
