-- Accounts come in by spreadsheet too. Their codes lie here, sealed, until the administrator takes them, for a day at most.
alter table import_run drop constraint import_kind_is_known;
alter table import_run add constraint import_kind_is_known check (kind in ('OFFICIALS', 'DECLARATIONS', 'ACCOUNTS'));

create table invitation_code (
    import_id      uuid not null references import_run on delete cascade,
    row_number     integer not null,
    account_id     uuid not null references account on delete cascade,
    content_sealed bytea not null,
    created_at     timestamptz not null,
    primary key (import_id, row_number)
);
create index invitation_code_age_idx on invitation_code (created_at); -- old ones are swept
