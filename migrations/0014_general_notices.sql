-- Announcements that are neither incident nor maintenance. Shown from `started_at` until `ends_at`, if there is one.

create table general_notices (
    id text primary key,
    page_id text not null references pages (id) on delete cascade,
    name text not null,
    message text not null,
    notify bigint not null,
    published bigint not null,
    started_at bigint not null,
    ends_at bigint,
    translations text,
    created_at bigint not null,
    updated_at bigint not null
);
create index general_notices_by_page on general_notices (page_id, started_at, id);

create table general_notice_components (
    general_notice_id text not null references general_notices (id) on delete cascade,
    component_id text not null references components (id) on delete cascade,
    position bigint not null,
    primary key (general_notice_id, component_id)
);
create index general_notice_components_by_component on general_notice_components (component_id);
