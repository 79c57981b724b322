-- Which demo files were loaded last, so that a start reads them again only where they have changed.
create table demo_loads (
  digest bytea primary key
);
