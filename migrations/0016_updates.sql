-- What has come of a campaign: told on its timeline, and by mail to those who agreed.

-- happened_on: the day that it is of. revision: raised by each saving, so that two who write at once are told of each
-- other. corrected_at: when a posted text was last changed.
create table updates (
  id uuid primary key,
  campaign_id uuid not null references campaigns (id),
  state text not null check (state in ('draft', 'posted', 'withdrawn')),
  happened_on date not null,
  revision integer not null default 1,
  created_at timestamptz not null default now(),
  saved_at timestamptz not null default now(),
  saved_by uuid,
  posted_at timestamptz,
  corrected_at timestamptz,
  constraint updates_posted check ((state = 'draft') = (posted_at is null))
);
create index updates_in_campaign on updates (campaign_id, happened_on desc, id desc);

create table update_texts (
  update_id uuid not null references updates (id) on delete cascade,
  locale text not null check (locale in ('en', 'ru')),
  title text not null,
  body text not null,
  primary key (update_id, locale)
);

-- An update on its way to those who agreed. slot, after_key: how far the signatures have been gone through, so that
-- whoever goes on begins where the last transaction ended. sent, failed, dropped: what became of what was queued;
-- dropped: nobody wanted it any more when it was to leave.
create table mailings (
  update_id uuid primary key references updates (id),
  campaign_id uuid not null,
  state text not null check (state in ('feeding', 'fed', 'stopped')),
  started_at timestamptz not null default now(),
  started_by uuid,
  slot smallint not null default 0,
  after_key bytea not null default '',
  queued bigint not null default 0,
  sent bigint not null default 0,
  failed bigint not null default 0,
  dropped bigint not null default 0
);
create index mailings_feeding on mailings (started_at) where state = 'feeding';

-- Who an update was for, and what became of the mail. Goes with the signature, whatever takes that away.
create table update_receivers (
  slot smallint not null,
  signature_id uuid not null,
  update_id uuid not null references mailings (update_id) on delete cascade,
  state text not null check (state in ('queued', 'sent', 'failed')),
  settled_at timestamptz,
  primary key (slot, signature_id, update_id),
  constraint update_receivers_signature foreign key (slot, signature_id)
    references signatures (slot, id) on delete cascade
);

-- bulk: mail to many, which waits until no other mail is due. account_id: who gets a test of it. The checks are widened
-- as they stand.
alter table outbox add column update_id uuid;
alter table outbox add column account_id uuid;
alter table outbox add column bulk boolean not null default false;
drop index outbox_due;
create index outbox_due on outbox (bulk, due_at) where failed_at is null;
create index outbox_of_update on outbox (update_id) where update_id is not null;
create index outbox_failed on outbox (campaign_id) where failed_at is not null;
do $$
declare known text;
begin
  select pg_get_constraintdef(oid) into strict known from pg_constraint
    where conname = 'outbox_kind_check' and conrelid = 'outbox'::regclass;
  alter table outbox drop constraint outbox_kind_check;
  execute 'alter table outbox add constraint outbox_kind_check check ('
    || 'kind in (''update'', ''update-test'') or ' || regexp_replace(known, '^CHECK ', '') || ')';

  select pg_get_constraintdef(oid) into strict known from pg_constraint
    where conname = 'outbox_points_at' and conrelid = 'outbox'::regclass;
  alter table outbox drop constraint outbox_points_at;
  execute 'alter table outbox add constraint outbox_points_at check ('
    || '(account_id is not null and update_id is not null) or ' || regexp_replace(known, '^CHECK ', '') || ')';
end $$;
