-- People, workspaces, pages, components, incidents, activity.
-- One text for both databases: bigint for numbers, times (UTC milliseconds) and flags (0 or 1), text for the rest.

create table users (
    id text primary key,
    email text not null unique,
    name text,
    slug text not null,
    avatar text,
    created_at bigint not null,
    updated_at bigint not null
);

-- Keys are kept as keyed hashes; `hint` is what people recognise them by.
create table api_keys (
    id text primary key,
    user_id text not null references users (id) on delete cascade,
    hash text not null unique,
    hint text not null,
    name text not null,
    created_at bigint not null,
    last_used_at bigint,
    expires_at bigint,
    revoked_at bigint
);
create index api_keys_by_user on api_keys (user_id);

create table workspaces (
    id text primary key,
    name text not null,
    slug text not null,
    settings text not null,
    activity_count bigint not null,
    activity_hash text not null,
    created_at bigint not null,
    updated_at bigint not null,
    deleted_at bigint
);

create unique index workspaces_live_slug on workspaces (slug) where deleted_at is null;

create table workspace_members (
    workspace_id text not null references workspaces (id) on delete cascade,
    user_id text not null references users (id) on delete cascade,
    role text not null,
    created_at bigint not null,
    primary key (workspace_id, user_id)
);
create index workspace_members_by_user on workspace_members (user_id);

-- `status` is the public word (UP, HASISSUES, UNDERMAINTENANCE), `main_status` the fine one (ONEPARTIALOUTAGE).
-- `settings` holds the look and texts (pages/page.h lists them), `secrets` a sealed envelope, `revision` rises with every change that readers could see.
-- A deleted page keeps its row for 30 days, so that its address answers 410 and it can be brought back; another page may
-- take the address meanwhile.
create table pages (
    id text primary key,
    workspace_id text not null references workspaces (id) on delete cascade,
    subdomain text not null,
    custom_domain text,
    name text not null,
    email text not null,
    status text not null,
    main_status text not null,
    settings text not null,
    secrets text,
    unique_email text not null,
    revision bigint not null,
    created_at bigint not null,
    updated_at bigint not null,
    deleted_at bigint
);
create unique index pages_live_subdomain on pages (subdomain) where deleted_at is null;
create unique index pages_live_domain on pages (custom_domain) where deleted_at is null;
create index pages_by_subdomain on pages (subdomain);
create index pages_by_workspace on pages (workspace_id, created_at, id);
create index pages_by_revision on pages (revision);

create table components (
    id text primary key,
    page_id text not null references pages (id) on delete cascade,
    group_id text references components (id),
    position bigint not null,
    name text not null,
    description text,
    status text not null,
    show_uptime bigint not null,
    collapsed bigint not null,
    unique_email text not null,
    start_at bigint,
    archived_at bigint,
    translations text,
    created_at bigint not null,
    updated_at bigint not null
);
create index components_by_page on components (page_id, position, id);
create index components_by_group on components (group_id);

-- What a component's status was, as intervals [from_at, to_at); the open one has no end. Operational time is not stored.
-- `cause` is the incident (later the maintenance) that set it, empty when a person did.
create table component_intervals (
    id text primary key,
    page_id text not null references pages (id) on delete cascade,
    component_id text not null references components (id) on delete cascade,
    status text not null,
    cause text not null,
    from_at bigint not null,
    to_at bigint
);
create index component_intervals_by_page on component_intervals (page_id, to_at);
create index component_intervals_by_component on component_intervals (component_id, from_at);

create table incidents (
    id text primary key,
    page_id text not null references pages (id) on delete cascade,
    name text not null,
    status text not null,
    impact text not null,
    notify bigint not null,
    published bigint not null,
    started_at bigint not null,
    resolved_at bigint,
    created_by text,
    translations text,
    created_at bigint not null,
    updated_at bigint not null
);
create index incidents_by_page on incidents (page_id, started_at, id);
create index incidents_open on incidents (page_id, resolved_at);

create table incident_components (
    incident_id text not null references incidents (id) on delete cascade,
    component_id text not null references components (id) on delete cascade,
    status text not null,
    position bigint not null,
    primary key (incident_id, component_id)
);
create index incident_components_by_component on incident_components (component_id);

create table incident_updates (
    id text primary key,
    incident_id text not null references incidents (id) on delete cascade,
    status text not null,
    message text not null,
    notify bigint not null,
    started_at bigint not null,
    translations text,
    created_at bigint not null,
    updated_at bigint not null
);
create index incident_updates_by_incident on incident_updates (incident_id, started_at, id);

-- One row per change: who, from where, what, before and after. Rows of a workspace form a hash chain.
create table activity (
    id text primary key,
    workspace_id text not null,
    page_id text,
    sequence bigint not null,
    event text not null,
    actor_kind text not null,
    actor_id text not null,
    remote_address text not null,
    subject_id text not null,
    announce bigint not null,
    detail text not null,
    created_at bigint not null,
    hash text not null,
    unique (workspace_id, sequence)
);
create index activity_by_page on activity (page_id, sequence);
