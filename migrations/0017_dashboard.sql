-- Figures for those who run a campaign.

-- What tallies are counted from, without a look at the table. A signature that is not confirmed costs it nothing, so
-- taking signatures in is as fast as without it.
create index signatures_confirmed on signatures (campaign_id, confirmed_at) include (country, locale, wants_updates)
  where state = 'confirmed';

-- Confirmed signatures by one thing at a time, never by two: hour ('2026-03-12T09', the last days only), day
-- ('2026-03-12'), both UTC; country; locale; updates: who wants news by mail, by locale.
create table signature_tallies (
  campaign_id uuid not null,
  what text not null check (what in ('hour', 'day', 'country', 'locale', 'updates')),
  key text not null,
  count bigint not null,
  primary key (campaign_id, what, key)
);

-- Until which confirmation the tallies of a campaign have been counted, and when they were last counted from nothing.
create table signature_tallied (
  campaign_id uuid primary key,
  counted_until timestamptz not null,
  recounted_at timestamptz not null
);

-- How many forms came from where, by what the link itself says: a sum a day, and nothing that leads to anybody.
create table signing_sources (
  campaign_id uuid not null,
  day date not null,
  source text not null check (source in ('direct', 'telegram', 'whatsapp', 'mail', 'embed')),
  count bigint not null,
  primary key (campaign_id, day, source)
);
