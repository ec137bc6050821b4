-- Who is told. `address` is the canonical form by which one is known twice or not: the e-mail address in lower case, the
-- digits of a phone, the keyed hash of a webhook, whose URL is sealed because it may hold a secret.
-- The token to unsubscribe with follows from the id and is not kept.

create table subscribers (
    id text primary key,
    page_id text not null references pages (id) on delete cascade,
    address text not null,
    email text,
    phone text,
    webhook text,
    webhook_email text,
    language text not null,
    confirmed bigint not null,
    all_components bigint not null,
    failed_attempts bigint not null,
    created_at bigint not null,
    updated_at bigint not null
);
create unique index subscribers_by_address on subscribers (page_id, address);
create index subscribers_by_page on subscribers (page_id, created_at, id);

create table subscriber_components (
    subscriber_id text not null references subscribers (id) on delete cascade,
    component_id text not null references components (id) on delete cascade,
    primary key (subscriber_id, component_id)
);
create index subscriber_components_by_component on subscriber_components (component_id);
