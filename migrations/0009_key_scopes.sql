-- What a key may do of what its user may do: `scope` is "write" or "read", `page_id` the only page, if there is one.
-- A key for a page goes with it.

alter table api_keys add column scope text not null default 'write';
alter table api_keys add column page_id text references pages (id) on delete cascade;
