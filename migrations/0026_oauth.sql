-- Connecting by OAuth. A consent is what somebody asks for at another service, until they come back from there; used once.

create table consents (
    id text primary key,
    page_id text not null references pages (id) on delete cascade,
    service text not null,
    detail text not null,
    asker_hash text not null,
    created_at bigint not null,
    expires_at bigint not null,
    used bigint not null default 0
);
create index consents_by_asker on consents (asker_hash, created_at);
create index consents_by_page on consents (page_id, created_at);
create index consents_by_age on consents (created_at);

-- Of a chat that was connected so: its workspace and channel, as people know them.
alter table subscribers add column team text;

-- The account at X by which a page posts. Its tokens are sealed together; `version` rises with each pair, and who renews
-- them holds the row until `held_until`, since a refresh token works once.
create table x_connections (
    page_id text primary key references pages (id) on delete cascade,
    state text not null,
    tokens text not null,
    version bigint not null,
    connected_at bigint not null,
    expires_at bigint not null,
    held_until bigint not null default 0
);
create index x_connections_by_expiry on x_connections (expires_at) where state = 'CONNECTED';
