-- What was learnt from an incident: at most one for each, the last entry of its timeline.

create table postmortems (
    incident_id text primary key references incidents (id) on delete cascade,
    message text not null,
    notify bigint not null,
    published bigint not null,
    started_at bigint not null,
    translations text,
    created_at bigint not null,
    updated_at bigint not null
);
