import { editionWords, progressOf, shareLinks } from '../../server/features/campaigns/index.ts'
import { checkMailPage, confirmationPage, erasedPage, mySignaturePage } from '../../server/features/signatures/pages.ts'
import { type Locale, type MessageKey, translator } from '../../server/i18n/index.ts'
import type { Page, Site } from '../../server/render/page.ts'
import { errorPage, mailboxPage, mailPage, privacyPage } from '../../server/web/pages.ts'
import { now, readLive } from './campaign-samples.ts'
import { publicUrl } from './site.ts'

const TOKEN = 'p7Zr0vVfQm2mT1yJ4Jt3aw'

const visibilities = ['initial', 'full', 'hidden'] as const

const mySignature = (locale: Locale, state: 'pending' | 'confirmed' | 'withdrawn', error = '') => {
  const t = translator(locale)
  const at = `/${locale}/my/${TOKEN}`
  return {
    state: t(`signatures.my.state.${state}`),
    stored: [
      { label: t('signatures.my.label.name'), value: 'Айгүл Сәрсенова' },
      { label: t('signatures.my.label.email'), value: 'aigul.sarsenova@a-rather-long-name-of-a-post-office.example' },
      { label: t('signatures.my.label.city'), value: 'Алматы' },
      { label: t('signatures.my.label.comment'), value: t('signatures.my.empty') },
    ],
    edition: {
      words: editionWords(locale, { number: 1, publishedAt: '2026-03-02T09:00:00Z' }),
      url: `/${locale}/campaigns/stray-animals-kazakhstan/editions/1`,
      changesUrl: state === 'withdrawn' ? '' : `/${locale}/campaigns/stray-animals-kazakhstan/editions`,
    },
    visibilities: visibilities.map((value) => ({
      value,
      words: t(`campaigns.form.visibilities.${value}`),
      chosen: value === 'initial',
    })),
    visibilityError: error,
    wantsUpdates: state === 'confirmed',
    canWithdraw: state !== 'withdrawn',
    canConfirm: state === 'pending',
    confirmUrl: `/${locale}/confirmations/${TOKEN}`,
    actions: {
      visibility: `${at}/visibility`,
      updates: `${at}/updates`,
      withdrawal: `${at}/withdrawal`,
      erasure: `${at}/erasure`,
      export: `${at}/export`,
    },
  }
}

/** What a supporter meets after the form, and the pages of the site itself, by name. */
export const supporterSamples = async (site: Site, locale: Locale): Promise<Record<string, () => Promise<string>>> => {
  const { campaign } = await readLive()
  const t = translator(locale)
  const title = campaign.texts[locale]?.title ?? ''
  const url = `/${locale}/campaigns/${campaign.slug}`
  const line = { title, lang: locale, url, lettersUrl: `${url}/letters` }
  const show =
    <Model extends object>(page: Page<Model>, heading: MessageKey, model: Model) =>
    () =>
      site.render(page, { locale, path: '/', title: t(heading) }, model)
  const confirmation = (state: 'ready' | 'confirmed' | 'expired') =>
    show(confirmationPage, `signatures.confirmation.titles.${state}`, {
      campaign: line,
      action: `/${locale}/confirmations/${TOKEN}`,
      name: 'Айгүл Сәрсенова',
      ready: state === 'ready',
      confirmed: state === 'confirmed',
      expired: state === 'expired',
      progress: progressOf(locale, 813, campaign.goal),
      share: shareLinks(locale, `${publicUrl}${url}`, title),
    })
  const my = (state: 'pending' | 'confirmed' | 'withdrawn', error = '') =>
    show(mySignaturePage, 'signatures.my.title', { campaign: line, ...mySignature(locale, state, error) })
  const problem = (status: number, heading: MessageKey) =>
    show(errorPage, heading, { words: t(heading), status, busy: status === 503 })
  const mail = { subject: t('signatures.confirmation.readyTitle'), to: 'aigul@example.org', date: now }

  return {
    'check-mail': show(checkMailPage, 'signatures.checkMail.title', { campaign: line, mailboxUrl: '' }),
    'check-mail-kept': show(checkMailPage, 'signatures.checkMail.title', { campaign: line, mailboxUrl: '/dev/mail' }),
    'confirmation-ready': confirmation('ready'),
    'confirmation-thanks': confirmation('confirmed'),
    'confirmation-expired': confirmation('expired'),
    'my-pending': my('pending'),
    'my-confirmed': my('confirmed'),
    'my-withdrawn': my('withdrawn'),
    'my-refused': my('confirmed', t('signatures.errors.visibility')),
    erased: show(erasedPage, 'signatures.erased.title', {}),
    privacy: show(privacyPage, 'site.privacy.title', { contactDays: 30 }),
    'not-found': problem(404, 'web.problem.notFound'),
    broken: problem(500, 'web.problem.broken'),
    busy: problem(503, 'web.problem.busy'),
    mailbox: show(mailboxPage, 'site.mailbox.title', {
      mails: [
        { url: '/dev/mail/1', ...mail },
        { url: '/dev/mail/2', ...mail },
      ],
    }),
    'mailbox-empty': show(mailboxPage, 'site.mailbox.title', { mails: [] }),
    mail: show(mailPage, 'site.mailbox.title', {
      ...mail,
      from: 'Otklik <otklik@localhost.example>',
      pieces: [
        { text: `${t('signatures.confirmation.notYou')}\n\n`, link: '' },
        { text: `${publicUrl}/x`, link: `${publicUrl}/x` },
        { text: '\n', link: '' },
      ],
    }),
  }
}
