-- Maintenances that come again: `every` is DAILY, WEEKDAYS, WEEKLY, MONTHLY or YEARLY, counted from `start_at` on the
-- wall clock of the page's zone. `draft` holds what each of them is made from, as JSON.
-- One is planned at a time: `planned_at` is its start, nothing when no more follow; `maintenance_id` names it.

create table recurring_maintenances (
    id text primary key,
    page_id text not null references pages (id) on delete cascade,
    every text not null,
    start_at bigint not null,
    duration_minutes bigint not null,
    until_at bigint,
    draft text not null,
    planned_at bigint,
    maintenance_id text references maintenances (id) on delete set null,
    created_at bigint not null,
    updated_at bigint not null
);
create index recurring_maintenances_by_page on recurring_maintenances (page_id, created_at, id);
create index recurring_maintenances_due on recurring_maintenances (planned_at) where planned_at is not null;
create index recurring_maintenances_by_maintenance on recurring_maintenances (maintenance_id);
