-- How a page's channels fare, kept as messages go out, so that no look at it goes through what was sent. Failures are
-- those of the last eight days, each in a slot that the day eight days later takes over.
create table channel_health (
    page_id text not null references pages (id) on delete cascade,
    channel text not null,
    last_success_at bigint,
    last_failure_at bigint,
    last_failure_reason text,
    resting_until bigint not null default 0,
    primary key (page_id, channel)
);
create table channel_days (
    page_id text not null references pages (id) on delete cascade,
    channel text not null,
    slot bigint not null,
    day bigint not null,
    failed bigint not null,
    primary key (page_id, channel, slot)
);

-- Tests are counted, since they can be sent to anybody.
create index events_tests on events (page_id, created_at) where kind = 'TEST';

-- How a webhook's owner wants it called; sealed, for its headers may hold secrets.
alter table subscribers add column request text;
