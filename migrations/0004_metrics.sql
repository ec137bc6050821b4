-- Numbers over time. A point stands for its slot of 30 seconds since 1970: there is at most one in each.

create table metrics (
    id text primary key,
    page_id text not null references pages (id) on delete cascade,
    name text not null,
    suffix text not null,
    active bigint not null,
    position bigint not null,
    last_point_at bigint,
    created_at bigint not null,
    updated_at bigint not null
);
create index metrics_by_page on metrics (page_id, position, id);

create table metric_points (
    metric_id text not null references metrics (id) on delete cascade,
    slot bigint not null,
    at bigint not null,
    value double precision not null,
    primary key (metric_id, slot)
);

-- The points of each UTC day, folded: a year is read as 365 rows. `day` counts days since 1970.
create table metric_days (
    metric_id text not null references metrics (id) on delete cascade,
    day bigint not null,
    points bigint not null,
    total double precision not null,
    lowest double precision not null,
    highest double precision not null,
    primary key (metric_id, day)
);
