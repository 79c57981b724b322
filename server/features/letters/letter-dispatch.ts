import type { Locale } from '../../i18n/index.ts'
import type { LetterForm } from './forms.ts'
import type { LetterKit } from './letter-kit.ts'

/** Sending by the platform, where the site has it: what a feature above gives to the composer. */
export interface LetterDispatch {
  /** Whether the platform may send this letter. */
  offers(kit: LetterKit, form: LetterForm): Promise<boolean>
  /** Takes the letter, to be confirmed by mail. Gives where to go next; undefined where it may not be sent after all. */
  take(
    kit: LetterKit,
    form: LetterForm,
    letter: { subject: string; text: string },
    locale: Locale,
  ): Promise<string | undefined>
}
