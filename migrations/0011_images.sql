-- The picture at the top of a campaign's page, made anew from what was uploaded: WebP without anything that came along.
-- alts: what it shows, a locale; shown: whether readers see it.
create table campaign_covers (
  campaign_id uuid primary key references campaigns (id),
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  width smallint not null check (width > 0),
  height smallint not null check (height > 0),
  bytes bytea not null check (octet_length(bytes) <= 65536),
  alts jsonb not null default '{}',
  shown boolean not null default false,
  saved_by uuid,
  saved_at timestamptz not null
);
create index campaign_covers_digest on campaign_covers (digest);
