-- Organisations that co-sign a campaign and people who sign it in office. facts is what the page shows of the
-- confirmed; sealed, under the campaign's key, is who answers for it: contact person, address, why it was refused.
-- A link is good while the row is invited, its number is the last one and its time has not passed.
create table signatories (
  id uuid primary key,
  campaign_id uuid not null references campaigns (id),
  kind text not null check (kind in ('organisation', 'office-holder')),
  key text not null,
  position integer not null,
  state text not null check (state in ('pending', 'invited', 'waiting', 'confirmed', 'refused', 'withdrawn')),
  facts jsonb not null,
  sealed bytea,
  address_key bytea,
  locale text not null default 'en' check (locale in ('en', 'ru')),
  form_key uuid,
  held boolean not null default false,
  mails integer not null default 0,
  invitation integer not null default 0,
  invited_until timestamptz,
  answered_at timestamptz,
  checked_by uuid,
  checked_at timestamptz,
  created_at timestamptz not null default now(),
  unique (campaign_id, key)
);
create unique index signatories_form_key on signatories (campaign_id, form_key) where form_key is not null;
create unique index signatories_of_mailbox on signatories (campaign_id, address_key)
  where address_key is not null and state = 'pending';
create index signatories_in_order on signatories (campaign_id, kind, position) where state = 'confirmed';

-- How a declaration was tabled, the groups of its office-holders, and whether organisations may sign unasked.
alter table campaigns add column declaration jsonb;
alter table campaigns add column signatory_groups jsonb not null default '[]';
alter table campaigns add column co_signing text not null default 'by-invitation'
  check (co_signing in ('by-invitation', 'open'));

-- What stands above an addressee's demands: "We urge the Government to:".
alter table addressees add column leads jsonb not null default '{}';

-- Mail to signatories is promised by the same outbox. Its checks are widened as they stand.
alter table outbox add column signatory_id uuid;
do $$
declare known text;
begin
  select pg_get_constraintdef(oid) into strict known from pg_constraint
    where conname = 'outbox_kind_check' and conrelid = 'outbox'::regclass;
  alter table outbox drop constraint outbox_kind_check;
  execute 'alter table outbox add constraint outbox_kind_check check ('
    || 'kind in (''confirm-co-signing'', ''invitation-to-sign'') or ' || regexp_replace(known, '^CHECK ', '') || ')';

  select pg_get_constraintdef(oid) into strict known from pg_constraint
    where conname = 'outbox_points_at' and conrelid = 'outbox'::regclass;
  alter table outbox drop constraint outbox_points_at;
  execute 'alter table outbox add constraint outbox_points_at check ('
    || 'signatory_id is not null or ' || regexp_replace(known, '^CHECK ', '') || ')';
end $$;
