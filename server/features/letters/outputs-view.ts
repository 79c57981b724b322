import { type Locale, translator } from '../../i18n/index.ts'
import type { Addressee } from '../campaigns/index.ts'
import { copyField } from './channel-copies.ts'
import { mailAddressFor } from './channels.ts'
import { wholeAddress } from './compose.ts'
import type { LetterForm } from './forms.ts'
import type { Letter } from './letter.ts'
import { messageText, wholeText } from './letter-text.ts'
import type { LetterOutputs } from './pages.ts'

/** The letter in parts to copy: whole for a mail, and field by field for the forms of online receptions. */
export const outputsView = (locale: Locale, addressee: Addressee, form: LetterForm, letter: Letter): LetterOutputs => {
  const t = translator(locale)
  const fields = [
    ['subject', letter.subject],
    ['message', messageText(letter)],
    ['whole', wholeText(letter)],
    ['name', form.name],
    ['address', wholeAddress(letter.locale, form.address, form.city)],
    ['phone', form.phone],
    ['email', form.email],
  ] as const
  return {
    hasEmail: mailAddressFor(addressee, form) !== undefined,
    copies: fields
      .filter(([, text]) => text !== '')
      .map(([name, text]) => copyField(t, `copy-${name}`, t(`letters.copy.${name}`), text)),
  }
}
