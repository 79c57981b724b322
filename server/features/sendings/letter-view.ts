import { formatPartialDate, type Locale, translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import type { Campaign } from '../campaigns/index.ts'
import { describeClock } from '../clocks/index.ts'
import type { Vault } from '../privacy/index.ts'
import { officeName } from './board-view.ts'
import { type FollowUp, followUps } from './compose-follow-up.ts'
import { problemsOf } from './form-view.ts'
import { clockOf } from './letter-clock.ts'
import { formsOf, type RefusedForm } from './letter-forms.ts'
import { isOverdue, letterLine, mayFollowUp, type Writing, writingPath } from './letter-line.ts'
import { letterPage } from './pages.ts'
import type { listOffices, StoredLetter } from './queries.ts'

interface LetterState extends Writing {
  campaign: Campaign
  letter: StoredLetter
  /** Every letter of this writer: those before and after this one in a chain of forwarding are linked. */
  letters: StoredLetter[]
  offices: Awaited<ReturnType<typeof listOffices>>
  latest: string
  refused?: RefusedForm
}

/** One letter: where it stands, how its due day was computed, what came back, and the forms for what comes next. */
export const showLetter = (site: Site, vault: Vault, locale: Locale, state: LetterState) => {
  const { token, campaign, letter, refused } = state
  const t = translator(locale)
  const list = `/${locale}${writingPath(token)}`
  const at = `${list}/letters/${letter.id}`
  const line = letterLine(vault, locale, state, letter)
  const clock = letter.state === 'drafted' ? null : clockOf(letter)
  const title = `${refused ? `${t('site.errorPrefix')} ` : ''}${line.office}`
  return site.render(
    letterPage,
    { locale, path: `${writingPath(token)}/letters/${letter.id}`, title },
    {
      letter: line,
      problems: refused ? problemsOf(t, refused.name, refused.state) : [],
      listUrl: list,
      link: `${site.publicUrl}${list}`,
      keepFirst: letter.state === 'drafted' && state.letters.length === 1,
      composeUrl: composeUrl(locale, campaign, letter),
      clock: clock ? describeClock(locale, clock) : [],
      answers: letter.answers.map(({ kind, received_on, state: shown }) => ({
        kind: kind ? t(`sendings.kind.${kind}`) : t('sendings.kind.unread'),
        day: formatPartialDate(locale, received_on),
        state: t(`sendings.answerState.${shown}`),
      })),
      proofUrl: letter.proof_type ? `${at}/proof` : '',
      related: related(locale, state, list),
      ...followUpLinks(locale, state, at),
      ...formsOf(locale, { letter, at, offices: state.offices, latest: state.latest, refused }),
    },
  )
}

/** What can be written now that the office is silent; a complaint only where a law sets a term. */
const followUpLinks = (locale: Locale, { letter, today }: LetterState, at: string) => {
  const t = translator(locale)
  if (!mayFollowUp(letter, today)) return { overdueLead: '', followUps: [] }
  const link = (kind: FollowUp) => ({ words: t(`sendings.followUp.${kind}.link`), url: `${at}/${kind}` })
  if (!isOverdue(letter, today)) return { overdueLead: t('sendings.overdue.ask'), followUps: [link('reminder')] }
  const refusal = clockOf(letter)?.silence === 'refusal'
  const overdueLead = t(refusal ? 'sendings.overdue.refusal' : 'sendings.overdue.lead')
  return { overdueLead, followUps: followUps.map(link) }
}

/** The composer for this letter while it is not sent; empty for an office that the campaign does not address. */
const composeUrl = (locale: Locale, campaign: Campaign, { addressee, state }: StoredLetter) =>
  state === 'drafted' && campaign.addressees.some(({ key }) => key === addressee)
    ? `/${locale}/campaigns/${campaign.slug}/letters/${addressee}`
    : ''

const related = (locale: Locale, { letter, letters }: LetterState, list: string) => {
  const t = translator(locale)
  return letters.flatMap((other) => {
    const office = officeName(locale, other.office)
    const url = `${list}/letters/${other.id}`
    if (other.parent_id === letter.id) return [{ words: t('sendings.related.next', { office }), url }]
    if (letter.parent_id === other.id) return [{ words: t('sendings.related.before', { office }), url }]
    return []
  })
}
