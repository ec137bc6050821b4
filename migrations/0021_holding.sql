-- What each node last wrote on this database; the node remembers it too. A database that bears another mark, or one of
-- long ago, took the place of the one that the node knew.
create table marks (
    node text primary key,
    mark text not null
);
alter table sending drop column home;

create index events_held on events (page_id, id) where state = 'HELD';

-- From when on people are told: an event's age, by which it is too late in the end.
alter table events add column starts_at bigint not null default 0;
update events set starts_at = created_at;

-- Of a called-off event: 1 until its messages are cancelled.
alter table events add column untold bigint not null default 0;
create index events_untold on events (id) where untold = 1;

-- Without keys to events: checking each of a million rows costs half of the time that writing it takes. Who forgets an
-- event takes its rows away first (notify/delivery_log.h).
create table deliveries_of_0020 as select * from deliveries;
create table attempts_of_0020 as select * from attempts;
create table answers_of_0020 as select * from answers;
drop table deliveries;
drop table attempts;
drop table answers;
create table deliveries (
    event_id text not null,
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
create table attempts (
    event_id text not null,
    recipient text not null,
    attempt bigint not null,
    worker text not null,
    started_at bigint not null,
    primary key (event_id, recipient, attempt)
);
create table answers (
    event_id text not null,
    recipient text not null,
    attempt bigint not null,
    finished_at bigint not null,
    result text not null,
    reason text not null,
    remote_id text,
    primary key (event_id, recipient, attempt)
);
insert into deliveries select * from deliveries_of_0020;
insert into attempts select * from attempts_of_0020;
insert into answers select * from answers_of_0020;
drop table deliveries_of_0020;
drop table attempts_of_0020;
drop table answers_of_0020;
create index deliveries_waiting on deliveries (event_id, due_at) where state = 'WAITING';
create index deliveries_failed_once on deliveries (event_id) where state = 'WAITING' and attempt > 0;
create index deliveries_under_way on deliveries (event_id, worker) where state = 'SENDING';
create index deliveries_claimed on deliveries (worker, claim) where state = 'SENDING';
