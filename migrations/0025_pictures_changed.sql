-- What is written down where a picture of a campaign is added or removed: any picture, not the one at the top alone.
update audit_log set act = 'pictures-changed' where act = 'cover-changed';
