-- Letters to the people who look after pages. What was long before this is nobody's news: incidents that are open now are
-- not called to mind for the silence they are in, and a report comes from the first Monday after.

-- Which letters a member wants, as JSON; none until they chose: as the workspace has it for new members.
alter table workspace_members add column letters text;

-- By programs, without a person.
alter table incidents add column automated bigint not null default 0;

-- When the page's next weekly report is due; 0: nobody has looked yet.
alter table pages add column report_at bigint not null default 0;
create index pages_by_report on pages (report_at) where deleted_at is null;

-- Of an open incident: since when nothing was said of it, after how long its people were reminded last, and when it is
-- looked at again.
create table nudges (
    incident_id text primary key references incidents (id) on delete cascade,
    quiet_since bigint not null,
    reminded_after bigint not null,
    next_at bigint not null
);
insert into nudges (incident_id, quiet_since, reminded_after, next_at)
    select id, updated_at, 4102444800000, 4102444800000 from incidents where resolved_at is null;
create index incidents_unresolved on incidents (updated_at) where resolved_at is null;

-- Whether custom domains lead here. Only of one that did (`worked`) it is news that it does not.
create table domain_checks (
    page_id text primary key references pages (id) on delete cascade,
    domain text not null,
    checked_at bigint not null,
    worked bigint not null,
    failures bigint not null,
    failing_since bigint not null,
    told bigint not null
);

-- For reports: few messages end so, and counting the others would mean reading them all.
create index deliveries_unsent on deliveries (event_id) where state in ('DEAD', 'CANCELLED', 'SUPERSEDED');
