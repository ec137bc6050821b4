-- A membership has an id of its own, which clients see as the teammate's. Memberships from before are named by what
-- they join.

alter table workspace_members add column id text;
update workspace_members set id = workspace_id || '-' || user_id;
create unique index workspace_members_by_id on workspace_members (id);
create index workspace_members_in_order on workspace_members (workspace_id, created_at, id);
