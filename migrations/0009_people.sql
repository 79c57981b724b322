-- How people come into a team and keep their account: invitations, links by mail, passkeys.

-- An invitation into a team. Its link is made from the id by the secret key and stored nowhere. sealed: the address;
-- address_key: equal for every spelling of it. Open until one of the three times has come.
create table invitations (
  id uuid primary key,
  organiser_id uuid not null references organisers (id),
  address_key bytea not null,
  sealed bytea not null,
  roles text[] not null check (cardinality(roles) > 0),
  locale text not null check (locale in ('en', 'ru')),
  invited_by uuid references accounts (id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz
);
create unique index invitations_open on invitations (organiser_id, address_key)
  where accepted_at is null and revoked_at is null;

-- A link by mail that changes an account once: a new password, or a new address (sealed) that it was sent to.
-- former: the address before, which is told of the change.
create table account_links (
  id uuid primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  purpose text not null check (purpose in ('password-reset', 'address-change')),
  sealed bytea check ((sealed is null) = (purpose = 'password-reset')),
  former bytea,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index account_links_of_account on account_links (account_id, purpose);

-- Every wish for a new password, whether or not there is such an account: both cost the same, and both are limited.
create table reset_wishes (
  address_key bytea not null,
  asked_at timestamptz not null,
  id uuid not null,
  primary key (address_key, asked_at, id)
);

-- A key that a device keeps. counter: how often it was used, as far as it says; it never goes back.
create table passkeys (
  id uuid primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  credential_id bytea not null unique,
  public_key bytea not null,
  counter bigint not null default 0,
  transports text[] not null default '{}',
  name text not null,
  created_at timestamptz not null default now(),
  used_at timestamptz
);
create index passkeys_of_account on passkeys (account_id);

-- What a device is asked to sign, once. account_id: null where somebody signs in and nobody knows yet who.
create table passkey_challenges (
  challenge bytea primary key,
  purpose text not null check (purpose in ('registration', 'sign-in')),
  account_id uuid references accounts (id) on delete cascade,
  expires_at timestamptz not null
);
create index passkey_challenges_expired on passkey_challenges (expires_at);

-- What people did to their own accounts is read beside what was done in their teams.
create index audit_log_of_account on audit_log (account_id, id) where team_id is null;

-- Mail to people of a team belongs to no campaign.
alter table outbox alter column campaign_id drop not null;
alter table outbox add column invitation_id uuid;
alter table outbox add column account_link_id uuid;
alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check check (kind in
  ('confirm', 'already-signed', 'writer-link', 'confirm-sending', 'reminder', 'overdue', 'answer-received',
   'channel-failing', 'invitation', 'password-reset', 'address-change', 'address-changed'));
alter table outbox drop constraint outbox_points_at;
alter table outbox add constraint outbox_points_at check (
  (campaign_id is not null
    and ((signature_id is not null and slot is not null) or writer_id is not null or office_id is not null))
  or invitation_id is not null or account_link_id is not null);
