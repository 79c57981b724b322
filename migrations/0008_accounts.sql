-- The people behind campaigns: who they are, what they may, how they are recognised, and what they did.

-- email_key: a keyed hash, equal for every spelling of the mailbox; sealed: name and address as typed. Both under keys
-- outside the database, so that a copy of it names nobody. password_hash: Argon2id, null until a password is chosen.
-- totp_sealed: the secret of one-time codes; it counts once totp_confirmed_at is set. totp_last_step: the latest step
-- of time whose code was used, so that none is used twice.
create table accounts (
  id uuid primary key,
  email_key bytea not null unique,
  sealed bytea not null,
  locale text not null check (locale in ('en', 'ru')),
  password_hash text,
  totp_sealed bytea,
  totp_confirmed_at timestamptz,
  totp_last_step bigint not null default 0,
  created_at timestamptz not null default now()
);

-- A team is an organiser; its people have at least one role each.
create table members (
  team_id uuid not null references organisers (id) on delete cascade,
  account_id uuid not null references accounts (id) on delete cascade,
  roles text[] not null check (
    cardinality(roles) > 0 and roles <@ array['owner', 'editor', 'translator', 'moderator', 'coordinator']),
  joined_at timestamptz not null default now(),
  primary key (team_id, account_id)
);
create index members_of_account on members (account_id);

-- state half: the password was right and the second factor is awaited; full: signed in. second_factor: whether one was
-- shown. tries: codes given to a half session. agent: the browser's kind, to be told apart in a list.
create table sessions (
  id uuid primary key,
  token_hash bytea not null unique,
  account_id uuid not null references accounts (id) on delete cascade,
  state text not null check (state in ('half', 'full')),
  second_factor boolean not null,
  tries smallint not null default 0,
  agent text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index sessions_of_account on sessions (account_id);

create table recovery_codes (
  account_id uuid not null references accounts (id) on delete cascade,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);

-- Links by which a password is chosen for the first time; account_id null: whoever opens it becomes the first owner.
create table first_links (
  token_hash bytea primary key,
  account_id uuid references accounts (id) on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);

-- Failed sign-ins by a keyed hash of address and network, forgotten within a day.
create table sign_in_failures (
  key bytea primary key,
  failures integer not null,
  last_at timestamptz not null
);
create index sign_in_failures_old on sign_in_failures (last_at);

-- What was done at the desk, by whom. details hold no personal data.
create table audit_log (
  id uuid primary key,
  at timestamptz not null default now(),
  team_id uuid references organisers (id) on delete cascade,
  account_id uuid references accounts (id) on delete set null,
  campaign_id uuid,
  act text not null,
  details jsonb not null default '{}'
);
create index audit_log_of_team on audit_log (team_id, id);

-- Whether the public pages name the organiser; its people may have reasons to stay unnamed.
alter table campaigns add column organiser_shown boolean not null default true;
