-- Of an event that is sent again: up to which recipient its messages were looked at. Null: nobody asked, or all were.
alter table events add column again_from text;
create index events_sent_again on events (id) where again_from is not null;
