-- The directory of officials: institutions in trees, terms of office, channels with their rules, proposed corrections.

-- country: null for international bodies. directory: the directory's file that keeps the institution; null where a
-- campaign defined it. time_zone: IANA; working_hours: '09:00-18:30', there. answer_rule: key of the rule by which an
-- answer falls due.
alter table institutions alter column country drop not null;
alter table institutions add column parent_id uuid references institutions (id);
alter table institutions add column directory text;
alter table institutions add column place integer not null default 0;
alter table institutions add column time_zone text;
alter table institutions add column working_hours text;
alter table institutions add column answer_rule text;
create index institutions_in_tree on institutions (parent_id);

-- in_directory: kept by its institution's directory file, and not by the campaigns that address it.
alter table offices add column in_directory boolean not null default false;
alter table offices add column place integer not null default 0;
create index offices_of_institution on offices (institution_id);

-- suggested: which forms of the name came from the grammar and wait to be looked at.
alter table officials add column suggested text[] not null default '{}';
create index officials_terms on officials (office_id, until);

-- attachments: null where unknown, {"files": 0} for none, else any of {"files": 5, "megabytes": 10, "types": ["pdf"]}.
-- legal_standing: whether what comes this way counts as an appeal that must be answered. source, checked_on: where
-- this is known from, and when somebody last looked.
alter table channels add column state text not null default 'working' check (state in ('working', 'failing', 'closed'));
alter table channels add column attachments jsonb;
alter table channels add column legal_standing text check (legal_standing in ('appeal', 'informal'));
alter table channels add column source text;
alter table channels add column checked_on date;

-- What readers say is wrong or missing in an office's record; nothing about who says it. channel_id: the channel whose
-- address is to change, with no reference, since a channel may be gone when this is read; kind: of a channel to add.
create table corrections (
  id uuid primary key,
  office_id uuid not null references offices (id) on delete cascade,
  about text not null,
  channel_id uuid,
  kind text check (kind in ('email', 'online-reception', 'post', 'public-comment', 'telephone')),
  address text,
  source_url text,
  state text not null default 'waiting' check (state in ('waiting', 'accepted', 'refused')),
  created_at timestamptz not null default now(),
  decided_at timestamptz
);
create index corrections_waiting on corrections (office_id, created_at) where state = 'waiting';
