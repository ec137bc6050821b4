-- Mails that came back. A report is taken in once, by a hash of what names it. `run`: the how manieth soft one in a row
-- it is; 0 when it does not count.

create table bounces (
    report text primary key,
    subscriber_id text not null references subscribers (id) on delete cascade,
    kind text not null,
    run bigint not null,
    created_at bigint not null
);
create index bounces_by_subscriber on bounces (subscriber_id, created_at);
create index bounces_by_age on bounces (created_at);

-- How many there were of each kind since the beginning.
create table bounce_counts (
    kind text primary key,
    bounces bigint not null
);
