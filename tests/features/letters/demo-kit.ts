import type { Campaign } from '../../../server/features/campaigns/index.ts'
import type { LetterForm } from '../../../server/features/letters/forms.ts'
import { blankForm, type LetterKit, letterFrom, letterKit } from '../../../server/features/letters/letter-kit.ts'
import type { Locale } from '../../../server/i18n/index.ts'
import { campaignFrom, readDemo } from '../../render/demo-campaign.ts'

const folder = await readDemo()

export const demoCampaign: Campaign = campaignFrom(folder)

/** What letters to an addressee of the demo campaign are made of. */
export const demoKit = (addressee: string): LetterKit => {
  const sources = { templates: folder.letters, fragments: folder.fragments, rules: folder.letterRules }
  const kit = letterKit(demoCampaign, sources, addressee)
  if (!kit) throw new Error(`Nobody writes to ${addressee}`)
  return kit
}

/** A letter of Anna Ivanova from Almaty, of this number and with these wishes. */
export const demoLetter = (kit: LetterKit, locale: Locale, variant: number | null, wishes: Partial<LetterForm> = {}) =>
  letterFrom(
    kit,
    { ...blankForm(kit, locale), name: 'Иванова Анна Петровна', gender: 'auto', city: 'Алматы', variant, ...wishes },
    new Date('2026-03-12T09:00:00Z'),
  )
