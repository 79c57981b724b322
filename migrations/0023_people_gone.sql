-- What remains of people who have gone, and what does not.

-- What moderators decided in a campaign, the newest batch first: ids rise with time. null: of the directory.
create index moderation_decisions_of_campaign on moderation_decisions (campaign_id, batch_id);

-- The log keeps the id of an account that its owner has deleted: it leads to nobody, and is not taken for the server.
alter table audit_log drop constraint audit_log_account_id_fkey;

-- When a co-signer withdrew by their own link: nobody else can bring the signature back. Null: they did not.
alter table signatories add column left_at timestamptz;

-- A file of supporters, in pieces as it came, each under the campaign's data key, until its rows are taken in or thrown
-- away. While it comes, its import is being received. Files kept whole before are to be sent again.
create table import_pieces (
  import_id uuid not null references signature_imports (id) on delete cascade,
  number integer not null,
  sealed bytea not null,
  primary key (import_id, number)
);
alter table signature_imports drop constraint signature_imports_state_check;
alter table signature_imports add constraint signature_imports_state_check
  check (state in ('receiving', 'uploaded', 'running', 'done', 'cancelled'));
update signature_imports set state = 'cancelled', file = null, finished_at = now() where state = 'uploaded';
