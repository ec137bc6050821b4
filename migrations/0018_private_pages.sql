-- People who ask, by their e-mail address, to be let in to a private page. Who may come gets a message with a link;
-- the others are counted like them, so that nobody can be flooded and nothing be learnt.
create table entry_requests (
    id text primary key,
    page_id text not null references pages (id) on delete cascade,
    email text not null,
    welcome integer not null,
    asker_hash text not null,
    created_at bigint not null
);
create index entry_requests_by_email on entry_requests (email, created_at);
create index entry_requests_by_asker on entry_requests (asker_hash, created_at);
create index entry_requests_by_age on entry_requests (created_at);
