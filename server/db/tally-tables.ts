export type TallyOf = 'hour' | 'day' | 'country' | 'locale' | 'updates'

export interface SignatureTalliesTable {
  campaign_id: string
  what: TallyOf
  key: string
  count: number
}

export interface SignatureTalliedTable {
  campaign_id: string
  counted_until: Date
  recounted_at: Date
}

/** Where a form came from, as the link that led to it says. */
export type SigningSource = 'direct' | 'telegram' | 'whatsapp' | 'mail' | 'embed'

export interface SigningSourcesTable {
  campaign_id: string
  day: string
  source: SigningSource
  count: number
}
