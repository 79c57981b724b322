// In JavaScript over the server as it was built: a process that reads TypeScript begins two seconds later.
import { connect } from '../../../dist/server/db/index.js'
import { Dispatcher } from '../../../dist/server/features/dispatch/dispatcher.js'
import { Vault } from '../../../dist/server/features/privacy/index.js'
import { smtpLetters } from '../../../dist/server/mail/index.js'

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
