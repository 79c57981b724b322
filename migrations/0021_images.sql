-- Pictures of a campaign by the names that its texts have for them, made anew from what was uploaded: WebP without
-- anything that came along. small: the same 320 pixels wide, null where it is no wider itself. A picture that another
-- replaced under its name stays, under a name of its own: an earlier edition may show it.
create table campaign_images (
  campaign_id uuid not null references campaigns (id),
  name text not null check (name ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  width smallint not null check (width > 0),
  height smallint not null check (height > 0),
  bytes bytea not null check (octet_length(bytes) <= 65536),
  small bytea check (octet_length(small) <= 65536),
  saved_by uuid,
  saved_at timestamptz not null,
  primary key (campaign_id, name)
);
create index campaign_images_digest on campaign_images (digest);

-- The picture at the top of the page is written and published like the rest: its name, and what it shows, a language.
-- campaign_covers is left to the version before this one.
alter table campaigns add column cover text;
alter table campaign_texts add column cover text;

insert into campaign_images (campaign_id, name, digest, width, height, bytes, saved_by, saved_at)
  select campaign_id, 'cover', digest, width, height, bytes, saved_by, saved_at from campaign_covers;
update campaigns set cover = 'cover' from campaign_covers where campaign_id = id and shown;
update campaign_texts texts set cover = alts ->> locale
  from campaign_covers covers where covers.campaign_id = texts.campaign_id and shown;
with moved as (
  insert into campaign_sections (campaign_id, section, locale, revision, content, ready, seen_other, saved_by, saved_at)
    select campaign_id, 'cover', locale, 1, content, shown, case when shown and locale <> '' then 1 end, saved_by, saved_at
    from campaign_covers, lateral (values
      ('', jsonb_build_object('image', 'cover')),
      ('en', jsonb_build_object('alt', coalesce(alts ->> 'en', ''))),
      ('ru', jsonb_build_object('alt', coalesce(alts ->> 'ru', '')))) as parts (locale, content)
    returning *
)
insert into section_revisions (campaign_id, section, locale, revision, content, saved_by, saved_at)
  select campaign_id, section, locale, revision, content, saved_by, saved_at from moved;

-- The logo of an organisation that co-signs, as small as it is shown; null where it gave none. light: what can be seen
-- of it is light on nothing, so that it is shown on a dark ground.
alter table signatories add column logo_digest text check (logo_digest ~ '^[0-9a-f]{64}$');
alter table signatories add column logo_width smallint check (logo_width > 0);
alter table signatories add column logo_height smallint check (logo_height > 0);
alter table signatories add column logo_light boolean not null default false;
alter table signatories add column logo bytea check (octet_length(logo) <= 8192);
create index signatories_logo on signatories (logo_digest) where logo_digest is not null;
