-- The check of an import goes on behind its page and stages the rows as it comes by them. check_run: whoever is at it,
-- check_until: how long they hold it; another takes it up after that. checked: what was found so far, the numbers of
-- lines and the keys of what is wrong with them; checked_at: when all of the file had been gone through. New settings
-- set all of them back to null.
alter table signature_imports add column check_run uuid;
alter table signature_imports add column check_until timestamptz;
alter table signature_imports add column checked jsonb;
alter table signature_imports add column checked_at timestamptz;

-- Nothing has used these for some versions: files are kept in pieces, and covers among a campaign's pictures.
alter table signature_imports drop column file;
drop table campaign_covers;
