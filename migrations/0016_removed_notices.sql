-- What readers saw and was removed: its address says so, and calendars learn that it will not be. Of what it said
-- nothing is kept. `components`: ids, each followed by a space.

create table removed_notices (
    id text primary key,
    page_id text not null references pages (id) on delete cascade,
    kind text not null,
    started_at bigint not null,
    ends_at bigint,
    components text not null,
    removed_at bigint not null
);
create index removed_notices_by_page on removed_notices (page_id, started_at, id);
