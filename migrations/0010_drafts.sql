-- The life of a campaign. 'open' is a published campaign; opens_at and closes_at say from when and until when it can be
-- signed, and are looked at with each request. state_since: when it came to stand where it stands. state_note: what
-- its organisers say of that, a locale; outcome: what became of it, once it was answered.
-- edition: what people sign now. A signature carries the edition that its signer read.
alter table campaigns drop constraint campaigns_state_check;
alter table campaigns add constraint campaigns_state_check
  check (state in ('draft', 'review', 'open', 'closed', 'delivered', 'answered', 'archived'));
alter table campaigns add column opens_at timestamptz;
alter table campaigns add column closes_at timestamptz;
alter table campaigns add column state_since timestamptz;
alter table campaigns add column state_note jsonb not null default '{}';
alter table campaigns add column outcome text check (outcome in ('won', 'partly', 'lost'));
alter table campaigns add column edition smallint not null default 1;
alter table campaigns add constraint campaigns_outcome check (state <> 'answered' or outcome is not null);
alter table campaigns add constraint campaigns_schedule check (closes_at > opens_at);

alter table signatures add column edition smallint not null default 1;

-- Where a campaign stood and who moved it; null: by command.
create table campaign_moves (
  campaign_id uuid not null references campaigns (id),
  moved_at timestamptz not null,
  from_state text not null,
  to_state text not null,
  account uuid,
  primary key (campaign_id, moved_at)
);

-- What people signed, as it was worded. folder: the texts, demands and addressees of that edition; digest: SHA-256 of
-- what a change of makes a new one; note: what changed, in its organisers' words, a locale.
create table campaign_editions (
  campaign_id uuid not null references campaigns (id),
  number smallint not null check (number > 0),
  published_at timestamptz not null,
  account uuid,
  note jsonb not null default '{}',
  folder jsonb not null,
  digest bytea not null,
  primary key (campaign_id, number)
);

-- A campaign's texts as they are being edited. locale '': shared by all languages. seen_other: the revision of the
-- other language's section when somebody last said that this one is ready and agrees with it; null: never.
create table campaign_sections (
  campaign_id uuid not null references campaigns (id),
  section text not null,
  locale text not null check (locale in ('', 'en', 'ru')),
  revision integer not null check (revision > 0),
  content jsonb not null,
  ready boolean not null default false,
  seen_other integer,
  saved_by uuid,
  saved_at timestamptz not null,
  primary key (campaign_id, section, locale)
);

create table section_revisions (
  campaign_id uuid not null references campaigns (id),
  section text not null,
  locale text not null,
  revision integer not null,
  content jsonb not null,
  restored_from integer,
  saved_by uuid,
  saved_at timestamptz not null,
  primary key (campaign_id, section, locale, revision)
);
