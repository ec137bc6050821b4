-- The token in a private page's secure link, as a sealed envelope: it is shown to members, so a hash would not do.

alter table pages add column secure_link text;
