/** What a delivery report says of a letter. */
export interface DeliveryReport {
  outcome: 'failed' | 'delivered' | 'delayed'
  /** The enhanced status code, such as 5.1.1 (RFC 3463). */
  status: string
}

const MOST_FIELDS = 400

/**
 * Reads a message/delivery-status part (RFC 3464): fields about the message, an empty line, then fields about each
 * recipient. Our letters have one. A failure is what says so and has a permanent status (5.x.x); undefined for what
 * says nothing for certain.
 */
export const readDeliveryReport = (part: string): DeliveryReport | undefined => {
  const fields = new Map<string, string>()
  for (const line of part.slice(0, 50_000).split(/\r\n|\n|\r/, MOST_FIELDS)) {
    const colon = line.indexOf(':')
    if (colon < 1 || /^\s/.test(line)) continue
    const name = line.slice(0, colon).trim().toLowerCase()
    if (!fields.has(name)) fields.set(name, line.slice(colon + 1).trim())
  }
  const action = fields.get('action')?.toLowerCase() ?? ''
  const status = /^[245]\.\d{1,3}\.\d{1,3}(?=\s|\(|$)/.exec(fields.get('status') ?? '')?.[0] ?? ''
  if (!fields.has('final-recipient') && !fields.has('original-recipient')) return undefined
  if (action === 'failed' && status.startsWith('5')) return { outcome: 'failed', status }
  if (action === 'delivered' && status.startsWith('2')) return { outcome: 'delivered', status }
  return action === 'delayed' ? { outcome: 'delayed', status } : undefined
}
