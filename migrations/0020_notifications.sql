-- What people are told. An event is written by the change that it tells of; a delivery is one message to one recipient
-- (a subscriber's id, or an address of its own); attempts and answers are only ever added, so that an attempt without
-- an answer is one of which nobody knows what came of it.

create table events (
    id text primary key,
    page_id text not null references pages (id) on delete cascade,
    kind text not null,
    notice_id text,
    update_id text,
    detail text not null,
    state text not null,
    reason text,
    created_at bigint not null,
    due_at bigint not null,
    spread_to bigint not null default 0,
    recipients bigint not null default 0
);
create index events_active on events (page_id, id) where state in ('WAITING', 'SPREADING', 'SENDING');
create index events_by_page on events (page_id, id);
create index events_by_notice on events (notice_id, id);
create index events_by_age on events (created_at);

create table deliveries (
    event_id text not null references events (id) on delete cascade,
    recipient text not null,
    channel text not null,
    address text,
    state text not null,
    attempt bigint not null default 0,
    due_at bigint not null,
    worker text,
    claim bigint,
    crashes bigint not null default 0,
    reason text,
    primary key (event_id, recipient)
);
create index deliveries_waiting on deliveries (event_id, due_at) where state = 'WAITING';
create index deliveries_under_way on deliveries (event_id, worker, claim) where state = 'SENDING';

create table attempts (
    event_id text not null references events (id) on delete cascade,
    recipient text not null,
    attempt bigint not null,
    worker text not null,
    started_at bigint not null,
    primary key (event_id, recipient, attempt)
);
create table answers (
    event_id text not null references events (id) on delete cascade,
    recipient text not null,
    attempt bigint not null,
    finished_at bigint not null,
    result text not null,
    reason text not null,
    remote_id text,
    primary key (event_id, recipient, attempt)
);

-- Who sends. Each raises its beat; what one holds whose beat stands still is given to others.
create table senders (
    id text primary key,
    beat bigint not null
);

-- Whether anything is sent at all: one row. `home` tells whether this database was put in the place of another.
create table sending (
    id bigint primary key,
    state text not null,
    reason text,
    changed_at bigint not null,
    home text
);
insert into sending (id, state, changed_at) values (1, 'RUNNING', 0);

-- Pages of which nothing is sent until somebody says so.
create table stopped_pages (
    page_id text primary key references pages (id) on delete cascade,
    reason text not null,
    stopped_at bigint not null
);

-- Addresses that get nothing more of a page, whoever subscribes them.
create table suppressions (
    page_id text not null references pages (id) on delete cascade,
    address text not null,
    reason text not null,
    created_at bigint not null,
    primary key (page_id, address)
);
alter table subscribers add column paused_at bigint;
alter table subscribers add column paused_reason text;
