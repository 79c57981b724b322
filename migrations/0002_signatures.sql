-- One row a campaign and address. The slot is the address key's first bits, so whatever is unique per slot is
-- unique per address, and one hot campaign spreads over partitions or machines. No foreign key to campaigns: it
-- would cost a lookup a row on the hottest path, and a campaign that has signatures is never deleted.
-- sealed: name, address, city and comment under the campaign's data key.
-- state and confirmed_at: a held signature may be confirmed by its owner before it is released.
-- form_key: the form's idempotency key, so that a retry after a cut line promises no second mail.
create table signatures (
  slot smallint not null,
  campaign_id uuid not null,
  id uuid not null,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  form_key uuid,
  mails smallint not null default 1,
  wants_updates boolean not null,
  resident boolean not null,
  address_key bytea not null check (length(address_key) = 16),
  sealed bytea not null,
  state text not null check (state in ('pending', 'held', 'confirmed', 'withdrawn', 'refused')),
  held_reason text check (held_reason in ('network', 'domain', 'campaign')),
  visibility text not null check (visibility in ('full', 'initial', 'hidden')),
  locale text not null check (locale in ('en', 'ru')),
  country text not null,
  comment_state text not null check (comment_state in ('none', 'waiting', 'shown', 'refused')),
  primary key (slot, campaign_id, address_key)
);
create unique index signatures_by_id on signatures (slot, id);
create index signatures_newest on signatures (campaign_id, confirmed_at desc)
  where state = 'confirmed' and visibility <> 'hidden';
create index signatures_commented on signatures (campaign_id, comment_state, confirmed_at desc)
  where comment_state <> 'none';
create index signatures_held on signatures (campaign_id, created_at) where state = 'held';

-- Written as sums by each batch: the page reads its count here and never counts rows.
create table signature_counts (
  campaign_id uuid not null,
  state text not null check (state in ('pending', 'held', 'confirmed', 'withdrawn', 'refused')),
  count bigint not null,
  primary key (campaign_id, state)
);

-- Mail that is promised and not yet sent. It carries no address and no token: the sender opens the signature that
-- it points to when the mail leaves, so an erased signature takes its mail with it.
create table outbox (
  id uuid primary key,
  kind text not null check (kind in ('confirm', 'already-signed')),
  locale text not null check (locale in ('en', 'ru')),
  campaign_id uuid not null,
  slot smallint not null,
  signature_id uuid not null,
  attempts smallint not null default 0,
  due_at timestamptz not null default now(),
  failed_at timestamptz,
  last_error text
);
create index outbox_due on outbox (due_at) where failed_at is null;
