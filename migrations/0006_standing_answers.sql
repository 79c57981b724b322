-- What a writer's mailbox is known by within one campaign, to mail it no more often than it should be: keyed as for
-- signatures, and of no use without the key.
alter table writers add column address_key bytea;
create index writers_at_address on writers (campaign_id, address_key) where address_key is not null;

-- A published answer stands by itself: when its writer is erased, the letter and all that was sealed go, and what
-- remains is the office, the day, the kind, and the text and file as they were redacted.
alter table answers alter column sending_id drop not null;
alter table answers alter column sealed drop not null;
alter table answers add column campaign_id uuid references campaigns (id);
alter table answers add column office_id uuid references offices (id);
alter table answers add column locale text check (locale in ('en', 'ru'));
alter table answers add column public_file bytea;
alter table answers add column public_file_type text;
alter table answers add column published_on date;
alter table answers add constraint answers_lead_somewhere check
  (sending_id is not null or (state = 'published' and campaign_id is not null and office_id is not null));
alter table answers add constraint answers_hold_something check (sealed is not null or state = 'published');
create index answers_in_campaign on answers (campaign_id, published_on) where state = 'published';
