-- People subscribe by themselves: by more channels, to single notices, in their own time zone, and only once they said
-- yes.

alter table subscribers add column channel text not null default 'EMAIL';
update subscribers set channel = 'SMS' where phone is not null;
update subscribers set channel = 'WEBHOOK' where webhook is not null;
alter table subscribers add column time_zone text;
alter table subscribers add column secret text;
-- When and from where they said yes.
alter table subscribers add column confirmed_at bigint;
alter table subscribers add column confirmed_from text;

create table subscriber_notices (
    subscriber_id text not null references subscribers (id) on delete cascade,
    notice_id text not null,
    primary key (subscriber_id, notice_id)
);
create index subscriber_notices_by_notice on subscriber_notices (notice_id);

-- What people asked for. By e-mail and SMS each asks for a message in which they say yes; counted by address, by asker
-- and by page, so that nobody can be flooded with them.
create table subscription_requests (
    id text primary key,
    page_id text not null references pages (id) on delete cascade,
    subscriber_id text not null references subscribers (id) on delete cascade,
    notice_id text,
    address_hash text not null,
    asker_hash text not null,
    created_at bigint not null
);
create index subscription_requests_by_address on subscription_requests (address_hash, created_at);
create index subscription_requests_by_asker on subscription_requests (asker_hash, created_at);
create index subscription_requests_by_page on subscription_requests (page_id, created_at);
create index subscription_requests_by_subscriber on subscription_requests (subscriber_id);
create index subscription_requests_by_age on subscription_requests (created_at);
