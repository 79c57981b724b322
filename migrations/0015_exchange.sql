-- What leaves a campaign as a file, and supporters that come in by one.

-- reason: in the words of whoever exported. rows: counted before the file left; finished_at: when its last byte had.
create table exports (
  id uuid primary key,
  campaign_id uuid not null references campaigns (id),
  exported_by uuid,
  purpose text not null check (purpose in ('addressee', 'news', 'statistics', 'folder')),
  format text not null check (format in ('csv', 'xlsx', 'zip')),
  reason text not null,
  rows bigint not null,
  created_at timestamptz not null,
  finished_at timestamptz
);
create index exports_of_campaign on exports (campaign_id, created_at desc);

-- Supporters from a CSV file. file: its text under the campaign's data key, until its rows are taken in or thrown
-- away; settings: separator, and which column is what, by number. agreed_at: when the importer stated that these
-- people agreed. source: where they had signed, as their confirmation mail says it.
create table signature_imports (
  id uuid primary key,
  campaign_id uuid not null references campaigns (id),
  imported_by uuid,
  state text not null check (state in ('uploaded', 'running', 'done', 'cancelled')),
  file bytea,
  settings jsonb not null,
  source text,
  agreed_at timestamptz,
  created_at timestamptz not null,
  finished_at timestamptz,
  total integer not null default 0,
  taken integer not null default 0,
  known integer not null default 0,
  left_out integer not null default 0,
  constraint signature_imports_agreed check (state <> 'running' or (agreed_at is not null and source is not null))
);
create index signature_imports_of_campaign on signature_imports (campaign_id, created_at desc);
create index signature_imports_running on signature_imports (created_at) where state = 'running';

-- Rows that wait to be taken in, each sealed; gone with the transaction that takes them.
create table import_rows (
  import_id uuid not null references signature_imports (id) on delete cascade,
  line integer not null,
  sealed bytea not null,
  primary key (import_id, line)
);

-- Which import brought a signature; null for those who signed here. It says nothing of the state: an imported
-- signature is pending until its owner confirms it.
alter table signatures add column import_id uuid;

-- The mail to those who were imported. The check is widened as it stands.
do $$
declare known text;
begin
  select pg_get_constraintdef(oid) into strict known from pg_constraint
    where conname = 'outbox_kind_check' and conrelid = 'outbox'::regclass;
  alter table outbox drop constraint outbox_kind_check;
  execute 'alter table outbox add constraint outbox_kind_check check ('
    || 'kind = ''confirm-imported'' or ' || regexp_replace(known, '^CHECK ', '') || ')';
end $$;
