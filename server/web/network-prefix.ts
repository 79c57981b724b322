import { isIPv4 } from 'node:net'

/** The part of a network address that a provider's customers share: 24 bits of IPv4, 48 of IPv6. */
export const networkPrefix = (address: string): string => {
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address
  if (isIPv4(plain)) return plain.slice(0, plain.lastIndexOf('.'))
  const [head = '', tail = ''] = plain.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === '' ? [] : tail.split(':')
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
  return [...left, ...zeros, ...right].slice(0, 3).join(':')
}
