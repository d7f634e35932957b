-- Organisations, and the boards where notices hang (decisions: division, unit, site).
create table unit (
    id                   uuid primary key,
    county_code          text not null,
    parent_id            uuid references unit,
    ancestors            uuid[] not null, -- from the county down to the unit itself: "own unit and below" is one containment
    kind                 text not null,
    name                 text not null,
    division_code        text,
    located_in_unit_id   uuid references unit, -- the township where a dispatched body sits (A4.2)
    stationed_in_unit_id uuid references unit, -- the unit an inspection team is stationed in (A4.3)
    declaring_scope      text, -- who of the unit has to declare (A1.1–A1.3)
    inspection_hotline   text, -- the two numbers at the foot of each notice (A10.7)
    inspection_hotline_name text,
    unit_hotline         text,
    unit_hotline_name    text,
    status               text not null default 'ACTIVE',
    version              integer not null default 0,
    created_at           timestamptz not null,
    constraint unit_kind_is_known check (kind in (
        'COUNTY', 'INSPECTION_BODY', 'DEPARTMENT', 'SUBORDINATE_INSTITUTION', 'DISPATCHED_BODY', 'PEOPLE_ORGANIZATION', 'DEMOCRATIC_PARTY', 'VERTICAL',
        'PARK', 'TOWNSHIP', 'STREET', 'VILLAGE', 'COMMUNITY', 'GROUP', 'STATE_FIRM', 'SUBSIDIARY', 'STATIONED_INSPECTION')),
    constraint only_the_county_has_no_parent check ((kind = 'COUNTY') = (parent_id is null)),
    constraint unit_ends_its_own_path check (ancestors[cardinality(ancestors)] = id),
    constraint dispatched_body_sits_somewhere check (kind <> 'DISPATCHED_BODY' or located_in_unit_id is not null),
    constraint stationed_team_has_a_host check (kind <> 'STATIONED_INSPECTION' or stationed_in_unit_id is not null),
    constraint declaring_scope_is_known check (declaring_scope in ('ALL_STAFF', 'MANAGERS_ONLY', 'MIDDLE_AND_ABOVE', 'LEADERSHIP_ONLY')),
    constraint unit_status_is_known check (status in ('ACTIVE', 'CLOSED'))
);
create unique index siblings_have_different_names on unit (parent_id, name) where status = 'ACTIVE';
create index unit_ancestors_idx on unit using gin (ancestors); -- everyone who sees "own unit and below"
create unique index one_unit_per_division on unit (division_code) where division_code is not null and status = 'ACTIVE';

create table site (
    id          uuid primary key,
    county_code text not null,
    unit_id     uuid not null references unit,
    kind        text not null,
    name        text not null,
    place       text,
    url         text,
    status      text not null default 'ACTIVE',
    version     integer not null default 0,
    created_at  timestamptz not null,
    constraint site_kind_is_known check (kind in ('PHYSICAL', 'ONLINE')),
    constraint site_status_is_known check (status in ('ACTIVE', 'CLOSED')),
    constraint sites_of_a_unit_have_different_names unique (unit_id, name)
);
