-- Drafts that were drawn up by the house itself after a finding; the clerk completes, merges or publishes them
alter table notice add column prepared boolean not null default false;
alter table notice add constraint only_a_draft_is_prepared check (not prepared or status = 'DRAFT');
