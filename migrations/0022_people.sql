-- Many subscribers at once, and one person. What an import knows of somebody; `consent`: how they said yes, in the
-- importer's words.
alter table subscribers add column name text;
alter table subscribers add column company text;
alter table subscribers add column consent text;

-- People who were erased and are not to be subscribed again, by the keyed hash of their address.
create table barred_addresses (
    page_id text not null references pages (id) on delete cascade,
    address_hash text not null,
    barred_at bigint not null,
    primary key (page_id, address_hash)
);

-- Letters by whom they are for; news has no address.
create index deliveries_by_address on deliveries (address) where address is not null;

-- Whose failures a person is told of.
create index subscribers_by_webhook_email on subscribers (page_id, webhook_email) where webhook_email is not null;
