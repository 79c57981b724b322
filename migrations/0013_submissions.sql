-- Submissions: documents of numbered topics, the cases that they tell of, and what becomes of their recommendations.

-- A campaign's structured document in one language, as its folder holds it.
create table campaign_documents (
  campaign_id uuid not null references campaigns (id) on delete cascade,
  locale text not null check (locale in ('en', 'ru')),
  source text not null,
  primary key (campaign_id, locale)
);

-- A person or an event that documents tell of. basis: why it may be shown; a case whose consent was withdrawn keeps its
-- key alone, so that no older copy of the campaign brings it back. names, status: {"en": …, "ru": …}, either or both.
-- history: [{"date", "text": {…}, "source"}].
create table cases (
  campaign_id uuid not null references campaigns (id) on delete cascade,
  key text not null,
  position int not null,
  kind text not null check (kind in ('person', 'event')),
  basis text not null check (basis in ('consent', 'public-source', 'withdrawn')),
  source text,
  names jsonb not null,
  status jsonb not null,
  history jsonb not null,
  primary key (campaign_id, key),
  check (basis <> 'public-source' or source is not null),
  check (basis <> 'withdrawn' or (source is null and names = '{}' and status = '{}' and history = '[]'))
);

-- What a body did with a recommendation. The latest stands, those before are its history. who, note: {"en": …, "ru": …}.
create table recommendation_states (
  id uuid primary key,
  campaign_id uuid not null references campaigns (id) on delete cascade,
  recommendation text not null,
  state text not null check (state in ('accepted', 'noted', 'under-way', 'done', 'refused')),
  who jsonb not null,
  happened_on date not null,
  source text not null,
  note jsonb not null default '{}',
  recorded_by uuid,
  recorded_at timestamptz not null default now()
);
create index recommendation_states_in_order on recommendation_states (campaign_id, recommendation, happened_on, id);
