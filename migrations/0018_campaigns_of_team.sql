-- The desk lists a team's campaigns.
create index campaigns_of_team on campaigns (organiser_id, created_at desc, slug);
