-- Campaigns and those they address. Short strings that exist once a locale are jsonb objects keyed by locale
-- ({"en": "…", "ru": "…"}; a missing key is a missing text); whatever is read or searched by itself has columns.

create table organisers (
  id uuid primary key,
  slug text not null unique,
  name jsonb not null,
  email text not null,
  created_at timestamptz not null default now()
);

create table institutions (
  id uuid primary key,
  slug text not null unique,
  country text not null check (country ~ '^[A-Z]{2}$'),
  name jsonb not null
);

-- name: {"en": "President of …", "ru": {"nominative": …, "genitive": …, "dative": …}}
-- salutation: how a letter greets the post when nobody is known to hold it, {"en": …, "ru": …}
create table offices (
  id uuid primary key,
  slug text not null unique,
  institution_id uuid not null references institutions (id),
  name jsonb not null,
  salutation jsonb not null
);

-- name: {"en": "Given Surname", "ru": {"nominative": "Фамилия Имя Отчество", "dative": "Фамилии И. О."}}
create table officials (
  id uuid primary key,
  office_id uuid not null references offices (id),
  gender text check (gender in ('female', 'male')),
  name jsonb not null,
  salutation jsonb not null,
  since date,
  until date
);
create unique index officials_in_office on officials (office_id) where until is null;

create table channels (
  id uuid primary key,
  office_id uuid not null references offices (id),
  position smallint not null,
  kind text not null check (kind in ('email', 'online-reception', 'post', 'public-comment', 'telephone')),
  address jsonb not null,
  residents_only boolean not null default false,
  languages text[] not null,
  max_length integer check (max_length > 0),
  exposes text[] not null default '{}',
  note jsonb not null default '{}',
  unique (office_id, position)
);

-- data_key: the campaign's own key, itself sealed by the master key that is kept outside the database.
-- version rises with every change of what the public page shows; caches compare it.
create table campaigns (
  id uuid primary key,
  slug text not null unique,
  kind text not null check (kind in ('petition', 'statement', 'declaration', 'submission')),
  state text not null check (state in ('draft', 'open', 'closed')),
  organiser_id uuid not null references organisers (id),
  country text not null check (country ~ '^[A-Z]{2}$'),
  goal integer not null check (goal > 0),
  opened_on date not null,
  comments text not null check (comments in ('off', 'after-rules', 'after-review')),
  facts jsonb not null,
  limits jsonb not null,
  data_key bytea not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table campaign_texts (
  campaign_id uuid not null references campaigns (id),
  locale text not null check (locale in ('en', 'ru')),
  title text not null,
  summary text not null,
  call_to_action text not null,
  body text not null,
  brief jsonb not null,
  primary key (campaign_id, locale)
);

create table demands (
  campaign_id uuid not null references campaigns (id),
  key text not null,
  position smallint not null,
  texts jsonb not null,
  letter_texts jsonb not null,
  primary key (campaign_id, key)
);

create table topics (
  campaign_id uuid not null references campaigns (id),
  key text not null,
  position smallint not null,
  labels jsonb not null,
  letter_texts jsonb not null,
  primary key (campaign_id, key)
);

-- demands: the keys of the demands that this office can meet, in its order; points: what to press here, a locale
create table addressees (
  campaign_id uuid not null references campaigns (id),
  key text not null,
  position smallint not null,
  office_id uuid not null references offices (id),
  demands text[] not null,
  points jsonb not null,
  primary key (campaign_id, key)
);

-- captions: {"en": {"position": 0, "text": …}, …}: each locale has its own list in its own order
create table evidence (
  campaign_id uuid not null references campaigns (id),
  key text not null,
  kind text not null check (kind in ('video', 'photo', 'post', 'article', 'document', 'site')),
  url text not null,
  happened text,
  warning text check (warning in ('graphic', 'distressing')),
  captions jsonb not null,
  primary key (campaign_id, key)
);

-- addressee '': the template for every addressee without one of its own
create table letter_templates (
  campaign_id uuid not null references campaigns (id),
  locale text not null check (locale in ('en', 'ru')),
  addressee text not null default '',
  source text not null,
  primary key (campaign_id, locale, addressee)
);
