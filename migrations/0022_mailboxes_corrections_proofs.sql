-- The quota is one mailbox's, whichever offices it stands for: who wants to send to it locks its row too, after that of
-- the office. address: lower case, in the form by which two spellings of one mailbox are known to be the same.
create table mailbox_pace (
  address text primary key,
  next_at timestamptz not null
);

-- Where a departure went, in that form; null for those counted before mailboxes were.
alter table departures add column address text;
create index departures_to_mailbox on departures (address, left_at);

-- An accepted correction outlives files that do not know of it. replaced: the address that it took the place of, null
-- where it added a channel; in_files: the directory's files have had the added channel since, so that from then on they
-- decide.
alter table corrections add column replaced jsonb;
alter table corrections add column in_files boolean not null default false;
create index corrections_accepted on corrections (office_id) where state = 'accepted';

-- What shows that a letter was sent, where its writer keeps it here: a receipt, a screenshot. sealed: the file, under the
-- campaign's data key; for the writer alone.
create table sending_proofs (
  sending_id uuid primary key references sendings (id) on delete cascade,
  type text not null,
  sealed bytea not null
);
