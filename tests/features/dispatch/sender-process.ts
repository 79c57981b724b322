import { connect } from '../../../server/db/index.ts'
import { Dispatcher } from '../../../server/features/dispatch/index.ts'
import { Vault } from '../../../server/features/privacy/index.ts'
import { smtpLetters } from '../../../server/mail/index.ts'

/** A process that sends letters as the server does, with the clock moved on, until it is killed or nothing is due. */
const [url = '', smtp = '', key = '', clock = ''] = process.argv.slice(2)
const moved = new Date(clock).getTime() - Date.now()
const db = connect(url, { max: 5 })
const dispatcher = new Dispatcher({
  db,
  vault: new Vault(Buffer.from(key, 'hex')),
  now: () => new Date(Date.now() + moved),
  carrier: smtpLetters(smtp),
  mailFrom: 'Otklik <post@otklik.example>',
  inboundDomain: 'reply.otklik.example',
  report: () => {},
  onError: (error) => console.error(error),
})
await dispatcher.close()
await db.destroy()
