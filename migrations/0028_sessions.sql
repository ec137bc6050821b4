-- Keys that a browser carries as the dashboard's cookie, and nothing else takes.
alter table api_keys add column session bigint not null default 0;
