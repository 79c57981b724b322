-- What moderators decide. One row a decision; those that were taken together share a batch, so that they can be taken
-- back together. campaign_id: null for corrections, which belong to the directory. subject_id: the signature (with its
-- slot), correction or answer; no reference, since it may be erased while the decision stays counted. note: free words
-- under the campaign's data key. held_reason: why a released signature had been held.
create table moderation_decisions (
  id uuid primary key,
  batch_id uuid not null,
  campaign_id uuid,
  kind text not null check (kind in ('comment', 'held', 'correction', 'answer')),
  slot smallint,
  subject_id uuid not null,
  decision text not null check (decision in ('accepted', 'refused')),
  reason text not null,
  note bytea,
  held_reason text,
  decided_by uuid,
  decided_at timestamptz not null,
  undone_at timestamptz
);
create index moderation_decisions_of_batch on moderation_decisions (batch_id);
create index moderation_decisions_refused on moderation_decisions (campaign_id, kind, reason)
  where decision = 'refused' and undone_at is null;
