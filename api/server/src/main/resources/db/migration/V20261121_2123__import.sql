-- Spreadsheets of officials and declarations on their way into the register. How far one is stands in job, under the same id.
create table import_run (
    id             uuid primary key, -- also the id of its job
    county_code    text not null,
    unit_id        uuid not null references unit,
    kind           text not null,
    file_name      text not null,
    upload_id      uuid not null,
    rows_read      integer not null default 0,
    rows_kept      integer not null default 0,
    rows_bad       integer not null default 0,
    rows_warned    integer not null default 0,
    rows_duplicate integer not null default 0,
    created_by     uuid not null,
    created_at     timestamptz not null,
    constraint import_kind_is_known check (kind in ('OFFICIALS', 'DECLARATIONS'))
);
create index import_run_creator_idx on import_run (created_by, id); -- one's own imports

create table import_row_error (
    import_id   uuid not null references import_run on delete cascade,
    row_number  integer not null,
    position    integer not null,
    column_name text,
    severity    text not null,
    code        text not null,
    reason_zh   text not null,
    reason_en   text not null,
    constraint severity_is_known check (severity in ('ERROR', 'WARNING')),
    primary key (import_id, row_number, position)
);

alter table declaration add column import_id uuid references import_run; -- where it came from, if from a spreadsheet
create index declaration_import_idx on declaration (import_id) where import_id is not null; -- what an interrupted import did already
