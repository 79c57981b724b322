-- Fragments of letters, each with its variants, and the rules by which a letter's template is chosen.

-- name: 'opening', 'topic cruelty', 'point prosecutor'; variants: ["…", …], each a small template.
create table letter_fragments (
  campaign_id uuid not null references campaigns (id),
  locale text not null check (locale in ('en', 'ru')),
  name text not null,
  position smallint not null,
  variants jsonb not null,
  primary key (campaign_id, locale, name)
);

-- {"locked": ["demands"], "rules": [{"addressee": […], …, "template": "…", "reason": {…}}]}; null where the folder has
-- none: then an addressee's own template stands, or the one for all.
alter table campaigns add column letter_rules jsonb;
