-- Who sees which part of a private page. Each link has an id of its own, which clients see.

create table audience_groups (
    id text primary key,
    page_id text not null references pages (id) on delete cascade,
    name text not null,
    created_at bigint not null,
    updated_at bigint not null
);
create index audience_groups_by_page on audience_groups (page_id, created_at, id);

create table audience_group_members (
    id text primary key,
    audience_group_id text not null references audience_groups (id) on delete cascade,
    member_id text not null references workspace_members (id) on delete cascade,
    position bigint not null,
    unique (audience_group_id, member_id)
);
create index audience_group_members_by_member on audience_group_members (member_id);

create table audience_group_components (
    id text primary key,
    audience_group_id text not null references audience_groups (id) on delete cascade,
    component_id text not null references components (id) on delete cascade,
    position bigint not null,
    unique (audience_group_id, component_id)
);
create index audience_group_components_by_component on audience_group_components (component_id);
