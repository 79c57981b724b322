-- Addresses that a campaign had before it was ever public: whoever writes in it under one is led to the present one.
alter table campaigns add column former_slugs text[] not null default '{}';

-- The zone of the IANA database in which a person's desk tells times; null: that of their team's country.
alter table accounts add column time_zone text;
