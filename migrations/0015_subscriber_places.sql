-- A jump into a long list of subscribers without counting its rows: each has its place in the order in which a page's
-- subscribers came, and each block of 5,000 places says how many are still there.

alter table subscribers add column place bigint not null default 0;
update subscribers set place = numbered.place
from (select id, row_number() over (partition by page_id order by created_at, id) as place from subscribers) numbered
where numbered.id = subscribers.id;
drop index subscribers_by_page;
create unique index subscribers_by_place on subscribers (page_id, place);

create table subscriber_blocks (
    page_id text not null references pages (id) on delete cascade,
    block bigint not null,
    subscribers bigint not null,
    primary key (page_id, block)
);
insert into subscriber_blocks (page_id, block, subscribers)
select page_id, place / 5000, count(*) from subscribers group by page_id, place / 5000;

create table subscriber_places (
    page_id text primary key references pages (id) on delete cascade,
    last_place bigint not null
);
insert into subscriber_places (page_id, last_place) select page_id, max(place) from subscribers group by page_id;
