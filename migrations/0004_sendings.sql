-- Letters on their way to officials, those who write them, and what came back.

-- Somebody who writes letters for a campaign: no account, a private link is their key. sealed: name and address where
-- they let us keep them, under the campaign's data key; null where nothing is known but that somebody writes.
create table writers (
  id uuid primary key,
  campaign_id uuid not null references campaigns (id),
  locale text not null check (locale in ('en', 'ru')),
  resident boolean not null default false,
  reminders boolean not null default false,
  sealed bytea,
  created_at timestamptz not null default now()
);
create index writers_in_campaign on writers (campaign_id);

-- One letter to one office. holder: who held the post when the letter was written, {"en": …, "ru": …}, or null.
-- parent_id: the sending that this office received by forwarding. clock: the rule in its version, the calendar and
-- each step by which due_on was computed, so that a holiday declared later moves no running clock.
-- sealed: the letter's text where the platform sends it, the registration number, notes; under the data key.
create table sendings (
  id uuid primary key,
  campaign_id uuid not null references campaigns (id),
  addressee text not null,
  office_id uuid not null references offices (id),
  writer_id uuid not null references writers (id) on delete cascade,
  parent_id uuid references sendings (id) on delete set null,
  holder jsonb,
  channel text not null check (channel in ('email', 'online-reception', 'post', 'public-comment', 'telephone')),
  locale text not null check (locale in ('en', 'ru')),
  state text not null check (state in
    ('drafted', 'queued', 'held', 'sent', 'delivered', 'bounced', 'registered', 'answered', 'cancelled')),
  created_at timestamptz not null default now(),
  sent_on date,
  registered_on date,
  due_on date,
  answered_on date,
  clock jsonb,
  reminded_at timestamptz,
  sealed bytea
);
create index sendings_of_writer on sendings (writer_id);
create index sendings_in_campaign on sendings (campaign_id, office_id, state);
create index sendings_at_office on sendings (office_id, state);
create index sendings_due on sendings (due_on) where state in ('sent', 'delivered', 'registered');

-- Each move of a sending from state to state, as it happened.
create table sending_moves (
  sending_id uuid not null references sendings (id) on delete cascade,
  moved_at timestamptz not null,
  from_state text,
  to_state text not null,
  reason text,
  primary key (sending_id, moved_at, to_state)
);

-- What came back. sealed: the text as received; public_text: what may be shown after redaction, once published.
create table answers (
  id uuid primary key,
  sending_id uuid not null references sendings (id) on delete cascade,
  received_on date not null,
  kind text check (kind in ('granted', 'partial', 'explained', 'forwarded', 'refused', 'formal')),
  state text not null check (state in ('waiting', 'published', 'refused')),
  sealed bytea not null,
  file_name text,
  file_type text,
  file_sealed bytea,
  public_text text,
  created_at timestamptz not null default now()
);
create index answers_to_sending on answers (sending_id);
create index answers_waiting on answers (created_at) where state = 'waiting';

-- Mail to writers is promised by the same outbox as mail to signers.
alter table outbox alter column slot drop not null;
alter table outbox alter column signature_id drop not null;
alter table outbox add column writer_id uuid;
alter table outbox add column sending_id uuid;
alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check check (kind in
  ('confirm', 'already-signed', 'writer-link', 'confirm-sending', 'reminder', 'overdue', 'answer-received'));
alter table outbox add constraint outbox_points_at check ((signature_id is not null and slot is not null) or writer_id is not null);
