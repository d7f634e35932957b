-- Who leads and who enters data in each unit, Annex 4 (A6); the county's own settings (A24) and working calendar.
create table staff (
    id               uuid primary key,
    county_code      text not null,
    unit_id          uuid not null references unit,
    duty             text not null,
    account_id       uuid,
    name             text not null,
    person_token     bytea not null,
    content_sealed   bytea not null, -- Annex 4 as one document
    photo_sealed     bytea,
    photo_type       text,
    inspection_staff boolean not null default false,
    status           text not null default 'DRAFT',
    pledge_text      text, -- the wording that was signed (A6.4)
    pledge_name      text,
    pledged_at       timestamptz,
    decision         text, -- of the party organisation (A6.3)
    opinion          text,
    reasons          text,
    decided_by       uuid,
    decided_name     text,
    decided_at       timestamptz,
    from_day         date not null,
    to_day           date,
    version          integer not null default 0,
    created_at       timestamptz not null,
    constraint staff_duty_is_known check (duty in ('RESPONSIBLE_LEADER', 'CLERK')),
    constraint inspection_staff_stay_out check (not inspection_staff), -- A6.1
    constraint staff_status_is_known check (status in ('DRAFT', 'PLEDGED', 'FILED', 'ENDED')),
    constraint pledge_is_whole check ((pledged_at is null) = (pledge_text is null) and (pledged_at is null) = (pledge_name is null)),
    constraint filed_staff_pledged check (status not in ('PLEDGED', 'FILED') or pledged_at is not null), -- A6.4
    constraint filed_staff_was_approved check (status <> 'FILED' or (decision = 'APPROVE' and decided_at is not null)), -- A6.3
    constraint returned_staff_says_why check (decision <> 'RETURN' or reasons is not null),
    constraint ended_staff_has_a_last_day check ((status = 'ENDED') = (to_day is not null)),
    constraint photo_has_a_type check ((photo_sealed is null) = (photo_type is null))
);
create unique index one_of_each_duty_per_unit on staff (unit_id, duty) where status <> 'ENDED'; -- 1 + 1 (A6.1)
create index staff_unit_idx on staff (unit_id, id); -- a unit's list

create table county_setting (
    county_code text not null,
    key         text not null,
    value       text not null,
    primary key (county_code, key)
);

create table county_settings_version ( -- one ETag for all settings of a county
    county_code text primary key,
    version     integer not null,
    changed_at  timestamptz not null,
    changed_by  uuid
);

create table calendar_year (
    year        integer primary key,
    source      text not null,
    version     integer not null,
    imported_at timestamptz not null,
    constraint calendar_year_is_sensible check (year between 2018 and 2100)
);

create table calendar_day (
    day  date primary key,
    year integer not null references calendar_year,
    kind text not null,
    name text not null,
    constraint calendar_day_kind_is_known check (kind in ('HOLIDAY', 'WORKING_WEEKEND')),
    constraint calendar_day_is_of_its_year check (extract(year from day) = year)
);
create index calendar_day_year_idx on calendar_day (year, day);
