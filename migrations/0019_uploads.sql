-- Pictures that owners gave, written anew by us. Bytes travel as base64: what is bound to a query is text.

create table uploads (
    id text primary key,
    page_id text not null references pages (id) on delete cascade,
    type text not null,
    width bigint not null,
    height bigint not null,
    size bigint not null,
    content text not null,
    created_at bigint not null
);
create index uploads_by_page on uploads (page_id, created_at, id);
