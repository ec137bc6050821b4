-- The points of each hour, folded: raw points are dropped after a while, hours and days stay. `hour` counts hours since
-- 1970, 120 slots each.

create table metric_hours (
    metric_id text not null references metrics (id) on delete cascade,
    hour bigint not null,
    points bigint not null,
    total double precision not null,
    lowest double precision not null,
    highest double precision not null,
    primary key (metric_id, hour)
);
insert into metric_hours (metric_id, hour, points, total, lowest, highest)
select metric_id, slot / 120, count(*), sum(value), min(value), max(value) from metric_points
group by metric_id, slot / 120;
