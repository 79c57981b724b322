import { pick } from '../../folders/write-text.ts'
import { locales } from '../../i18n/locale.ts'
import type { Channel } from './office.ts'
import type { ChannelEntry, InlineOffice } from './office-shape.ts'

/** A channel as a file would name it: a working one says nothing of its state. */
export const toChannelEntry = (channel: Channel): ChannelEntry => ({
  kind: channel.kind,
  address: channel.address,
  state: channel.state === 'working' ? null : channel.state,
  residents_only: channel.residentsOnly,
  languages: channel.languages,
  max_length: channel.maxLength,
  attachments: channel.attachments,
  exposes: channel.exposes,
  legal_standing: channel.legalStanding,
  note: channel.note,
  source: channel.source,
  checked_on: channel.checkedOn,
})

/** For a YAML file: keys in the order of the documentation, and none that would only repeat its default. */
export const plainChannel = (channel: ChannelEntry) => ({
  kind: channel.kind,
  address: channel.address.en === channel.address.ru ? channel.address.en : pick(channel.address, locales),
  ...(channel.state !== null && { state: channel.state }),
  ...(channel.residents_only && { residents_only: true }),
  ...(channel.languages.length < locales.length && { languages: channel.languages }),
  ...(channel.max_length !== null && { max_length: channel.max_length }),
  ...(channel.attachments && { attachments: channel.attachments.files === 0 ? 'none' : channel.attachments }),
  ...(channel.exposes.length > 0 && { exposes: channel.exposes }),
  ...(channel.legal_standing !== null && { legal_standing: channel.legal_standing }),
  ...(Object.keys(channel.note).length > 0 && { note: pick(channel.note, locales) }),
  ...(channel.source !== null && { source: channel.source }),
  ...(channel.checked_on !== null && { checked_on: channel.checked_on }),
})

export const plainOfficeName = ({ en, ru }: InlineOffice['office']['name']) => ({
  en,
  ru: pick(ru, ['nominative', 'genitive', 'dative']),
})
