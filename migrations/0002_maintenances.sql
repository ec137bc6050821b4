-- Maintenances: planned work, the statuses it gives components, and what is to happen by itself at which minute.

create table maintenances (
    id text primary key,
    page_id text not null references pages (id) on delete cascade,
    name text not null,
    status text not null,
    notify bigint not null,
    notify_start bigint not null,
    notify_end bigint not null,
    notify_early bigint not null,
    notify_minutes bigint,
    notify_early_sent bigint not null,
    auto_start bigint not null,
    auto_end bigint not null,
    collapsed bigint not null,
    start_at bigint not null,
    end_at bigint,
    expand_at bigint,
    resolved_at bigint,
    created_by text,
    translations text,
    created_at bigint not null,
    updated_at bigint not null
);
create index maintenances_by_page on maintenances (page_id, start_at, id);
create index maintenances_open on maintenances (page_id, resolved_at);

create table maintenance_components (
    maintenance_id text not null references maintenances (id) on delete cascade,
    component_id text not null references components (id) on delete cascade,
    status text not null,
    position bigint not null,
    primary key (maintenance_id, component_id)
);
create index maintenance_components_by_component on maintenance_components (component_id);

create table maintenance_updates (
    id text primary key,
    maintenance_id text not null references maintenances (id) on delete cascade,
    status text not null,
    message text not null,
    notify bigint not null,
    started_at bigint not null,
    translations text,
    created_at bigint not null,
    updated_at bigint not null
);
create index maintenance_updates_by_maintenance on maintenance_updates (maintenance_id, created_at, id);

-- REMIND, START and END of a maintenance, each at most once: `done_at` is set in the transaction that does it.
create table maintenance_transitions (
    maintenance_id text not null references maintenances (id) on delete cascade,
    transition text not null,
    due_at bigint not null,
    done_at bigint,
    primary key (maintenance_id, transition)
);
create index maintenance_transitions_due on maintenance_transitions (due_at) where done_at is null;

-- Set by a maintenance: it neither ends what others say nor counts as an outage.
alter table component_intervals add column planned bigint not null default 0;
