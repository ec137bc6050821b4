-- Prepared notices. `type` is INCIDENT or MAINTENANCE, `status` a word of that kind of notice.
-- A deleted template keeps its row, so that the log's rows still lead somewhere.

create table templates (
    id text primary key,
    page_id text not null references pages (id) on delete cascade,
    type text not null,
    name text not null,
    message text not null,
    status text not null,
    notify bigint not null,
    translations text,
    created_at bigint not null,
    updated_at bigint not null,
    deleted_at bigint
);
create index templates_by_page on templates (page_id, created_at, id);

-- What using the template does to components; each row has an id of its own, which clients see.
create table template_components (
    id text primary key,
    template_id text not null references templates (id) on delete cascade,
    component_id text not null references components (id) on delete cascade,
    status text not null,
    position bigint not null,
    unique (template_id, component_id)
);
create index template_components_by_component on template_components (component_id);
