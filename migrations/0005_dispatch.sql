-- Letters that the platform sends itself, and what comes back by mail.

-- dispatch: off, test (everything goes to the tester) or on. quota_hour: how many letters an office may get from the
-- platform within an hour, whichever campaign they are of, before one of this campaign leaves.
alter table campaigns add column dispatch text not null default 'off' check (dispatch in ('off', 'test', 'on'));
alter table campaigns add column dispatch_tester text;
alter table campaigns add column quota_hour integer not null default 30 check (quota_hour between 1 and 1000);
alter table campaigns add column dispatch_paused_at timestamptz;
alter table campaigns add constraint campaigns_tester check ((dispatch = 'test') = (dispatch_tester is not null));

-- How far the platform is with a letter. The sending's state says what is known of it: drafted until its writer has
-- confirmed, queued until it has left. stage: drafted · waiting for its turn · taken by a process, nothing said yet ·
-- data: the mail server may have the letter · done. attempt: which try holds it, until lease_until; who dies loses it by itself.
-- reply_hash: of the random address that answers go to. channel_id: the channel that it went through, with no
-- reference, since an import writes channels anew.
create table deliveries (
  sending_id uuid primary key references sendings (id) on delete cascade,
  campaign_id uuid not null,
  office_id uuid not null,
  stage text not null check (stage in ('drafted', 'waiting', 'taken', 'data', 'done')),
  not_before timestamptz not null,
  attempt uuid,
  lease_until timestamptz,
  attempts smallint not null default 0,
  channel_id uuid,
  reply_hash bytea not null unique,
  last_error text
);
create index deliveries_waiting on deliveries (office_id, not_before, sending_id) where stage = 'waiting';
create index deliveries_leased on deliveries (lease_until) where stage in ('taken', 'data');

-- When the next letter to an office may leave; who wants to send one locks the row first.
create table office_pace (
  office_id uuid primary key,
  next_at timestamptz not null
);

-- Each time that a letter was on its way to an office: what the quota counts.
create table departures (
  office_id uuid not null,
  left_at timestamptz not null,
  attempt uuid not null,
  primary key (office_id, left_at, attempt)
);

-- Mail that was taken for a letter. digest: of whom it came for and all of it, so that a mail sent again is taken once.
create table inbound_mails (
  digest bytea primary key,
  sending_id uuid not null references sendings (id) on delete cascade,
  received_at timestamptz not null,
  kind text not null check (kind in ('answer', 'bounced', 'delivered', 'notice'))
);
create index inbound_mails_of_sending on inbound_mails (sending_id);

-- What was attached to an answer, as it came: nothing here opens it. sealed: name, type and content under the
-- campaign's data key.
create table quarantined_files (
  id uuid primary key,
  answer_id uuid not null references answers (id) on delete cascade,
  position smallint not null,
  size integer not null,
  sealed bytea not null
);
create index quarantined_files_of_answer on quarantined_files (answer_id, position);

-- Editors are told by mail when a channel fails.
alter table outbox add column office_id uuid;
alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check check (kind in ('confirm', 'already-signed', 'writer-link',
  'confirm-sending', 'reminder', 'overdue', 'answer-received', 'channel-failing'));
alter table outbox drop constraint outbox_points_at;
alter table outbox add constraint outbox_points_at check (
  (signature_id is not null and slot is not null) or writer_id is not null or office_id is not null);
