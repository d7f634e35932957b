-- The procedure from declaration to clearance. Names stand in clear; ID numbers, phones, full addresses and birth dates are
-- sealed (…_sealed) and compared by keyed tokens (…_token). unit_id always names the unit whose people may see the row.

-- disclosure -------------------------------------------------------------------------------------------------------------
create table official (
    id                 uuid primary key,
    county_code        text not null,
    unit_id            uuid not null references unit,
    name               text not null,
    name_key           text not null,
    sex                text not null,
    political_status   text not null,
    rank               text not null,
    post_id            uuid, -- post of the unit's list, if it keeps one
    post               text not null,
    grade              text,
    duties             text not null default '',
    inspection_staff   boolean not null default false,
    managed_above      boolean not null default false, -- 市管领导干部, excluded for now (A1.6)
    id_number_sealed   bytea not null,
    person_token       bytea not null,
    phone_sealed       bytea,
    phone_token        bytea,
    address_sealed     bytea,
    address_token      bytea,
    village_code       text,
    village_unit_id    uuid references unit, -- village the official comes from or is stationed in (A5.4)
    leader_id          uuid references official, -- 分管领导 or 驻村领导 who signs (A5.3, A5.4)
    status             text not null default 'ACTIVE',
    status_since       date, -- in the present post, or out of it
    report_cause       text, -- why the official has to report anew (A3.5)
    report_change_on   date,
    report_due_on      date, -- thirty days after it
    reminded_on        date,
    version            integer not null default 0,
    created_at         timestamptz not null,
    constraint official_rank_is_known check (rank in ('PARTY_HEAD', 'INSPECTION_HEAD', 'LEADERSHIP_MEMBER', 'SECTION_STAFF', 'VILLAGE_CADRE', 'GROUP_HEAD')),
    constraint official_status_is_known check (status in ('ACTIVE', 'TRANSFERRED_OUT', 'RETIRED', 'DECEASED')),
    constraint duty_to_report_has_its_days check ((report_cause is null) = (report_change_on is null) and (report_cause is null) = (report_due_on is null)),
    constraint nobody_leads_themselves check (leader_id <> id)
);
create unique index one_active_post_per_official on official (person_token) where status = 'ACTIVE';
create index official_unit_idx on official (unit_id, id); -- a unit's list of officials
create index official_name_idx on official (name_key);
create index official_leader_idx on official (leader_id) where leader_id is not null; -- whose signer leaves
create index official_report_due_idx on official (report_due_on) where report_due_on is not null; -- reminders of A3.5

create table official_status_change (
    id           uuid primary key,
    county_code  text not null,
    unit_id      uuid not null references unit,
    official_id  uuid not null references official,
    kind         text not null,
    effective_on date not null,
    from_unit_id uuid references unit,
    to_unit_id   uuid references unit,
    post         text,
    rank         text,
    note         text,
    declarations integer not null default 0, -- open ones that got another signer or were closed
    recorded_by  uuid not null,
    recorded_at  timestamptz not null,
    constraint status_change_kind_is_known check (kind in ('TRANSFER', 'POST_CHANGE', 'RETIREMENT', 'DEATH', 'RETURN'))
);
create index official_status_change_idx on official_status_change (official_id, id);

create table declaration_draft (
    official_id    uuid primary key references official,
    content_sealed bytea not null,
    version        integer not null default 0,
    saved_at       timestamptz not null
);

create table declaration (
    id                uuid primary key,
    county_code       text not null,
    official_id       uuid not null references official,
    unit_id           uuid not null references unit,
    second_unit_id    uuid references unit, -- the township of a dispatched body (A4.2)
    number            integer not null, -- 1 is the first filing, later ones amend it (A3.5)
    previous_id       uuid references declaration, -- the one in force that it amends; none for a first filing
    status            text not null,
    content_sealed    bytea not null, -- Annex 2 part 1 as it was declared, and the pledge as it was signed
    relatives         integer not null default 0,
    cause             text, -- of an amendment
    change_on         date, -- when the family relation or post changed (A3.5)
    due_on            date, -- thirty days after it
    submitted_at      timestamptz not null,
    pledged_at        timestamptz not null, -- A3.3
    signer_id         uuid references official, -- who has to sign (A5.1–A5.4); none while every head is missing
    signing_rule      text not null,
    endorsed_by       uuid references official,
    endorsed_at       timestamptz,
    opinion           text,
    entered_by        uuid, -- account of the data-entry clerk
    entered_at        timestamptz,
    entry_note        text,
    in_force          boolean not null default false,
    version           integer not null default 0,
    created_at        timestamptz not null,
    constraint declaration_status_is_known check (status in ('SUBMITTED', 'RETURNED', 'ENDORSED', 'ENTERED', 'CLOSED')),
    constraint amendment_cause_is_known check (cause in ('FAMILY_CHANGE', 'POST_CHANGE', 'CORRECTION')),
    constraint amendments_have_a_cause check ((previous_id is null) = (cause is null)),
    constraint endorsed_declaration_has_a_signature check (status in ('SUBMITTED', 'RETURNED', 'CLOSED') or (endorsed_by is not null and endorsed_at is not null)),
    constraint entered_declaration_has_a_clerk check (status <> 'ENTERED' or (entered_by is not null and entered_at is not null)),
    constraint returned_declaration_says_why check (status <> 'RETURNED' or opinion is not null),
    constraint only_entered_declarations_are_in_force check (not in_force or status = 'ENTERED'),
    constraint nobody_endorses_their_own check (endorsed_by <> official_id),
    constraint versions_count_up unique (official_id, number)
);
create unique index one_declaration_in_force on declaration (official_id) where in_force;
create unique index one_declaration_under_way on declaration (official_id) where status in ('SUBMITTED', 'ENDORSED');
create index declaration_unit_idx on declaration (unit_id, id);
create index declaration_second_unit_idx on declaration (second_unit_id, id) where second_unit_id is not null;
create index declaration_signer_idx on declaration (signer_id) where status = 'SUBMITTED'; -- what waits for a signature

create table relative (
    id               uuid primary key,
    county_code      text not null,
    unit_id          uuid not null references unit,
    declaration_id   uuid not null references declaration,
    official_id      uuid not null references official,
    previous_id      uuid references relative, -- the same relative in the version before
    position         integer not null,
    kinship          text not null,
    tie              text, -- which one, for OTHER_SUPPORT_TIE
    name             text not null,
    name_key         text not null,
    sex              text not null,
    political_status text,
    employer         text,
    post             text,
    id_number_sealed bytea,
    person_token     bytea,
    id_absent_reason text,
    birth_token      bytea,
    phone_sealed     bytea,
    phone_token      bytea,
    address_sealed   bytea,
    address_token    bytea,
    address_public   text, -- the form of A22.1, without house number
    village_code     text,
    note             text,
    deceased_on      date,
    in_force         boolean not null default false,
    constraint id_number_or_a_reason check ((id_number_sealed is null) = (id_absent_reason is not null)),
    constraint id_number_has_its_token check ((id_number_sealed is null) = (person_token is null)),
    constraint positions_differ unique (declaration_id, position)
);
create index relative_person_idx on relative (person_token) where in_force; -- exact stage of matching
create index relative_name_idx on relative (name_key) where in_force; -- name and one more field
create index relative_official_idx on relative (official_id);
create index relative_previous_idx on relative (previous_id) where previous_id is not null; -- foreign key, and the way forward

create table interest_matter (
    id             uuid primary key,
    county_code    text not null,
    unit_id        uuid not null references unit,
    declaration_id uuid not null references declaration,
    official_id    uuid not null references official,
    previous_id    uuid references interest_matter,
    relative_id    uuid not null references relative,
    position       integer not null,
    benefit_kind   text not null,
    programme_name text not null,
    authority      text,
    amount         numeric(14, 2),
    started_on     date,
    ended_on       date,
    connection     text, -- with the official's post
    constraint matter_kind_is_known check (benefit_kind in ('FUND', 'CONSTRUCTION', 'SERVICE')),
    constraint matter_ends_after_it_starts check (ended_on >= started_on)
);
create index interest_matter_declaration_idx on interest_matter (declaration_id);

-- benefit ----------------------------------------------------------------------------------------------------------------
create table programme (
    id            uuid primary key,
    county_code   text not null,
    unit_id       uuid not null references unit, -- the approving unit, which verifies (A9.1)
    running_unit_id uuid references unit, -- who collects the list, when another (A7.3)
    code          text, -- in the system that pays
    name          text not null,
    kind          text not null,
    category      text,
    universal     boolean not null default false, -- universal benefits are out of scope (A7.1)
    basis         text,
    site_unit_id  uuid references unit, -- the village where a project is built (A10.5)
    place         text,
    budget        numeric(14, 2),
    starts_on     date not null,
    ends_on       date,
    late_entry    boolean not null default false, -- entered after it had begun: allowed but flagged (A7.6, A24)
    late_entry_reason text,
    status        text not null default 'OPEN',
    created_by    uuid, -- account or API client
    version       integer not null default 0,
    created_at    timestamptz not null,
    constraint programme_kind_is_known check (kind in ('FUND', 'CONSTRUCTION', 'SERVICE')),
    constraint programme_status_is_known check (status in ('OPEN', 'CLOSED')),
    constraint programme_ends_after_it_starts check (ends_on >= starts_on),
    constraint construction_has_a_village check (kind <> 'CONSTRUCTION' or site_unit_id is not null),
    constraint since_2018_or_unfinished check (starts_on >= date '2018-01-01' or ends_on is null or ends_on >= date '2018-01-01'), -- A7.5
    constraint budget_is_not_negative check (budget >= 0),
    constraint programmes_of_a_unit_have_different_names unique (unit_id, name, starts_on),
    constraint programmes_have_different_codes unique (county_code, code)
);
create index programme_list_idx on programme (starts_on desc, id desc); -- everybody's list, newest first

create table beneficiary_batch (
    id             uuid primary key,
    county_code    text not null,
    unit_id        uuid not null references unit, -- who collected it and endorses it (A5.5)
    programme_id   uuid not null references programme,
    source         text not null default 'FILE', -- or PUSHED: the programme's open list, filled row by row by another system
    list_kind      text not null default 'GRANTS',
    file_name      text,
    file_format    text,
    content_digest bytea,
    upload_id      uuid,
    job_id         uuid, -- the job that reads the file; a corrected mapping starts another one
    mapping        text, -- which column holds what, as JSON
    mapping_confirmed boolean not null default false,
    late_entry_reason text,
    total_amount   numeric(18, 2),
    status         text not null,
    rows_total     integer not null default 0,
    rows_good      integer not null default 0,
    rows_warned    integer not null default 0,
    rows_bad       integer not null default 0,
    rows_duplicate integer not null default 0,
    failure        text,
    endorsed_by    uuid, -- account of the signer, of a return too
    endorsed_at    timestamptz,
    opinion        text,
    version        integer not null default 0,
    created_by     uuid not null,
    created_at     timestamptz not null,
    constraint list_kind_is_known check (list_kind in ('GRANTS', 'CONTRACTS')),
    constraint list_came_as_a_file_or_was_pushed check ((source = 'FILE') = (content_digest is not null) and source in ('FILE', 'PUSHED')),
    constraint returned_batch_says_why check (status <> 'RETURNED' or opinion is not null),
    constraint batch_status_is_known check (status in ('RECEIVED', 'MAPPING_NEEDED', 'IMPORTING', 'IMPORTED', 'ENDORSED', 'RETURNED', 'FAILED', 'CANCELLED')),
    constraint endorsed_batch_has_a_signature check (status <> 'ENDORSED' or (endorsed_by is not null and endorsed_at is not null))
);
create index beneficiary_batch_unit_idx on beneficiary_batch (unit_id, id);
create unique index one_file_once on beneficiary_batch (programme_id, content_digest) where status not in ('FAILED', 'CANCELLED', 'RETURNED');
create unique index one_open_list on beneficiary_batch (programme_id) where source = 'PUSHED' and status = 'IMPORTED';
create unique index one_batch_a_job on beneficiary_batch (job_id);

create table beneficiary (
    id               uuid primary key,
    county_code      text not null,
    unit_id          uuid not null references unit,
    programme_id     uuid not null references programme,
    batch_id         uuid references beneficiary_batch,
    row_number       integer not null,
    role             text not null,
    name             text not null,
    name_key         text not null,
    id_state         text not null,
    id_number_sealed bytea, -- as printed, valid or not
    person_token     bytea,
    birth_token      bytea,
    phone_sealed     bytea,
    phone_token      bytea,
    address_sealed   bytea,
    address_token    bytea,
    address_public   text,
    village_code     text,
    company_name     text,
    credit_code      text,
    amount           numeric(14, 2),
    granted_on       date,
    external_reference text, -- key in the system that pays
    note             text, -- only what passed the privacy gate
    endorsed         boolean not null default false, -- only endorsed rows are compared (A5.5)
    constraint beneficiary_role_is_known check (role in ('NATURAL_PERSON', 'COMPANY', 'LEGAL_REPRESENTATIVE', 'AGENT')),
    constraint id_state_is_known check (id_state in ('VALID', 'BROKEN', 'MASKED', 'ABSENT')),
    constraint valid_ids_have_their_token check ((id_state = 'VALID') = (person_token is not null)),
    constraint amount_is_not_negative check (amount >= 0)
);
create index beneficiary_batch_row_idx on beneficiary (batch_id, row_number); -- a batch's rows, a clearance question by row
create index beneficiary_person_idx on beneficiary (person_token); -- exact stage, clearance question by ID
create index beneficiary_name_idx on beneficiary (name_key); -- name and one more field
create index beneficiary_reference_idx on beneficiary (programme_id, external_reference) where external_reference is not null; -- clearance question by reference

-- Rows on their way in, sealed already: a table for each attempt at an import, unlogged, without policies (COPY does not
-- work under them), moved into beneficiary in one statement and dropped.
create schema staging;
grant usage, create on schema staging to qinqing_jobs;

create table beneficiary_row_error (
    batch_id   uuid not null references beneficiary_batch on delete cascade,
    row_number integer not null,
    position   integer not null,
    column_name text, -- header of the column
    field      text,
    severity   text not null,
    reason     text not null, -- code; the sentence is made when it is read, in the reader's language
    constraint severity_is_known check (severity in ('ERROR', 'WARNING')),
    primary key (batch_id, row_number, position)
);

-- matching ---------------------------------------------------------------------------------------------------------------
create table matching_run (
    id             uuid primary key, -- also the id of its job
    county_code    text not null,
    unit_id        uuid not null references unit,
    scope          text not null,
    subject_id     uuid, -- unit, batch or official
    trigger        text not null,
    requested_by   uuid,
    model_version  text,
    relatives      bigint,
    beneficiaries  bigint,
    candidate_pairs bigint,
    certain_hits   integer,
    probable_hits  integer,
    possible_hits  integer,
    new_matches    integer,
    created_at     timestamptz not null,
    published_at   timestamptz,
    version        integer not null default 0,
    constraint run_scope_is_known check (scope in ('COUNTY', 'UNIT', 'BATCH', 'DECLARANT')),
    constraint run_trigger_is_known check (trigger in ('REQUEST', 'DECLARATION_ENTERED', 'BATCH_ENDORSED', 'SCHEDULE')),
    constraint county_runs_have_no_subject check ((scope = 'COUNTY') = (subject_id is null))
);
create index matching_run_unit_idx on matching_run (unit_id, id);
create index matching_run_scope_idx on matching_run (scope, subject_id, id desc); -- is the same at work already?

-- Hits of an attempt that is under way: COPYed in, published in one transaction, thrown away. Lost after a crash, as the attempt is.
create unlogged table staged_hit (
    run_id            uuid not null,
    attempt           integer not null,
    match_id          uuid not null,
    unit_id           uuid not null,
    source            text not null,
    beneficiary_id    uuid not null,
    relative_id       uuid,
    official_id       uuid not null,
    official_unit_id  uuid not null,
    programme_id      uuid not null,
    relative_name_key text not null,
    kinship           text not null,
    band              text not null,
    probability       double precision not null,
    evidence          jsonb not null,
    sentence          text not null,
    sphere            text
);
create index staged_hit_run_idx on staged_hit (run_id, attempt);

create table referred_relative (
    id               uuid primary key,
    county_code      text not null,
    unit_id          uuid not null references unit,
    official_id      uuid not null references official,
    beneficiary_id   uuid not null references beneficiary,
    name             text not null,
    relation         text not null, -- in the public's words: outside the sixteen kinships (A2.3)
    reason           text not null,
    referred_by      uuid,
    objection_id     uuid,
    created_at       timestamptz not null
);

create table match (
    id                uuid primary key,
    county_code       text not null,
    unit_id           uuid not null references unit, -- who must verify it (A9.1)
    run_id            uuid references matching_run, -- the run that saw it last
    source            text not null,
    beneficiary_id    uuid not null references beneficiary,
    relative_id       uuid references relative,
    referred_id       uuid references referred_relative,
    official_id       uuid not null references official,
    official_unit_id  uuid not null references unit,
    programme_id      uuid not null references programme,
    relative_name_key text not null,
    kinship           text not null, -- one of the sixteen, SELF, or OTHER for a referred relative
    band              text not null,
    probability       double precision not null,
    evidence          jsonb not null,
    sentence          text not null,
    own_sphere        boolean not null, -- the benefit lies in the official's own department, township or system (A3.4)
    sphere            text, -- why it does
    copied_at         timestamptz, -- when the declarant was told (A8.3)
    status            text not null default 'OPEN',
    seen_at           timestamptz not null, -- snapshot of the run that judged it last: an older one must not close it
    created_at        timestamptz not null,
    version           integer not null default 0,
    constraint match_source_is_known check (source in ('DECLARED', 'SELF', 'REFERRED')),
    constraint match_source_has_its_row check ((source = 'DECLARED') = (relative_id is not null) and (source = 'REFERRED') = (referred_id is not null)),
    constraint match_band_is_known check (band in ('CERTAIN', 'PROBABLE', 'POSSIBLE')),
    constraint match_status_is_known check (status in ('OPEN', 'COMPLIANT', 'NON_COMPLIANT', 'NOT_SAME_PERSON', 'CLOSED')),
    constraint own_sphere_says_why check (own_sphere = (sphere is not null)),
    constraint sphere_is_known check (sphere in ('SAME_UNIT', 'ABOVE', 'BELOW', 'SEAT')),
    constraint one_hit_per_relative unique (beneficiary_id, official_id, relative_name_key, kinship)
);
create index match_unit_idx on match (unit_id, id);
create index match_run_idx on match (run_id);
create index match_official_idx on match (official_id, id);
create index match_programme_idx on match (programme_id);

create table matching_query ( -- what other systems asked, and what they were told then (A8.2)
    id            uuid primary key,
    county_code   text not null,
    unit_id       uuid not null references unit,
    asked_by      uuid not null, -- client or account
    purpose       text not null,
    programme_id  uuid,
    persons       integer not null,
    person_tokens bytea[] not null, -- whom it was about, for the audit; a null for a person without a valid ID number
    answers       jsonb not null,
    asked_at      timestamptz not null,
    constraint query_purpose_is_known check (purpose in ('BEFORE_ALLOCATION', 'BEFORE_APPROVAL', 'VERIFICATION')),
    constraint one_to_a_hundred_persons check (persons between 1 and 100),
    constraint answers_are_a_list check (jsonb_typeof(answers) = 'array')
);
create index matching_query_asker_idx on matching_query (asked_by, asked_at); -- what is left of the day's quota

-- verification -----------------------------------------------------------------------------------------------------------
create table verification (
    id            uuid primary key,
    county_code   text not null,
    unit_id       uuid not null references unit,
    match_id      uuid not null references match,
    owner_id      uuid not null, -- assignment of the verifier; none without (A9.1)
    round         integer not null default 1,
    cause         text not null,
    objection_id  uuid,
    status        text not null,
    due_on        date not null,
    due_because   text not null,
    finding       text,
    measure       text,
    opinion       text,
    found_by      uuid,
    found_at      timestamptz,
    signed_by     uuid,
    signed_at     timestamptz,
    returned_by   uuid, -- the second person sent the finding back
    returned_at   timestamptz,
    return_reasons text,
    escalated_on  date, -- when somebody above was told that it is overdue
    version       integer not null default 0,
    created_at    timestamptz not null,
    constraint verification_cause_is_known check (cause in ('HIT', 'OBJECTION', 'REFERRAL', 'EMERGENCY')),
    constraint verification_status_is_known check (status in ('OPEN', 'FOUND', 'CLOSED', 'OBSOLETE')),
    constraint finding_is_known check (finding in ('COMPLIANT', 'NON_COMPLIANT', 'NOT_SAME_PERSON')),
    constraint measure_is_known check (measure in ('CANCEL', 'STOP', 'RECOVER')),
    constraint non_compliance_has_a_measure check ((finding is not distinct from 'NON_COMPLIANT') = (measure is not null)),
    constraint finding_has_an_author check ((finding is null) = (found_by is null)),
    constraint closed_verification_is_signed check (status <> 'CLOSED' or (finding is not null and signed_by is not null)),
    constraint two_people_answer_for_it check (signed_by <> found_by), -- accounts: a person may hold several assignments
    constraint return_says_why check ((returned_by is null) = (return_reasons is null) and (returned_by is null) = (returned_at is null)),
    constraint rounds_count_up unique (match_id, round)
);
create index verification_work_idx on verification (unit_id, due_on, id) where status in ('OPEN', 'FOUND'); -- the verifier's work list
create index verification_owner_idx on verification (owner_id) where status in ('OPEN', 'FOUND'); -- how much is somebody's load
create unique index one_open_verification on verification (match_id) where status in ('OPEN', 'FOUND');

create table lead ( -- registered here, taken up by the lead ledger later
    id              uuid primary key,
    county_code     text not null,
    unit_id         uuid not null references unit,
    verification_id uuid not null unique references verification,
    official_id     uuid not null references official,
    status          text not null default 'REGISTERED',
    registered_at   timestamptz not null,
    constraint lead_status_is_known check (status in ('REGISTERED'))
);

-- publicity --------------------------------------------------------------------------------------------------------------
create table notice (
    id                 uuid primary key,
    number             text not null unique, -- division-year-sequence
    county_code        text not null,
    unit_id            uuid not null references unit,
    form               text not null,
    benefit_kind       text not null,
    status             text not null,
    title              text not null,
    remark             text,
    required_days      integer not null,
    inspection_hotline text not null,
    unit_hotline       text not null,
    published_at       timestamptz,
    display_from       date, -- first whole day at every site
    full_days          integer not null default 0, -- as counted last
    counted_on         date, -- the day of that; null when it has to be counted anew
    ends_on            date, -- last of the required days, as expected now; null while a site is down
    completed_at       timestamptz,
    state_reason       text, -- of a suspension, withdrawal or retraction
    withdrawn_at       timestamptz,
    retracted_at       timestamptz,
    correction         text,
    content_digest     bytea, -- SHA-256 of the rows as shown: proves a paper sheet after the content has left (A24.9)
    edition            integer not null default 1, -- an edit restarts the display (A10.2)
    edition_at         timestamptz, -- when the present edition was published
    version            integer not null default 0,
    created_by         uuid not null,
    created_at         timestamptz not null,
    changed_at         timestamptz not null,
    constraint notice_form_is_known check (form in ('SINGLE', 'TABLE')),
    constraint notice_kind_is_known check (benefit_kind in ('FUND', 'CONSTRUCTION', 'SERVICE')),
    constraint notice_status_is_known check (status in ('DRAFT', 'DISPLAYED', 'SUSPENDED', 'COMPLETED', 'WITHDRAWN', 'RETRACTED')),
    constraint shown_notice_has_a_date check (status in ('DRAFT', 'WITHDRAWN') or published_at is not null),
    constraint shown_notice_has_a_digest check ((published_at is null) = (content_digest is null) and (published_at is null) = (edition_at is null)),
    constraint completed_notice_hung_long_enough check (status <> 'COMPLETED' or (completed_at is not null and full_days >= required_days)), -- A10.2
    constraint withdrawn_notice_says_why check (status <> 'WITHDRAWN' or (state_reason is not null and withdrawn_at is not null)),
    constraint retraction_leaves_a_correction check ((status = 'RETRACTED') = (retracted_at is not null) and (status = 'RETRACTED') = (correction is not null)),
    constraint at_least_seven_days check (required_days >= 7) -- A10.2
);
create index notice_feed_idx on notice (published_at desc, id) where status in ('DISPLAYED', 'COMPLETED'); -- the public feed
create index notice_unit_idx on notice (unit_id, id);
create index notice_counted_idx on notice (counted_on) where status = 'DISPLAYED'; -- whose days are counted anew each midnight
create index notice_correction_idx on notice (retracted_at desc, id) where status = 'RETRACTED'; -- public corrections

create table notice_number ( -- last number given in a year
    county_code text not null,
    year        integer not null,
    last        integer not null,
    primary key (county_code, year)
);

create table notice_row (
    id                uuid primary key,
    county_code       text not null,
    unit_id           uuid not null references unit,
    notice_id         uuid not null references notice,
    position          integer not null,
    match_id          uuid not null references match,
    verification_id   uuid not null references verification,
    beneficiary_role  text not null,
    beneficiary_name  text not null,
    programme_name    text not null,
    amount            numeric(14, 2),
    place             text not null,
    started_on        date,
    official_name     text not null,
    official_post     text not null,
    kinship_title     text not null,
    note              text,
    constraint notice_positions_differ unique (notice_id, position) deferrable initially deferred
);
create index notice_row_match_idx on notice_row (match_id);
create index notice_row_search_idx on notice_row using gin ((beneficiary_name || ' ' || official_name || ' ' || programme_name || ' ' || place || ' ' || official_post) gin_trgm_ops); -- public search

create table notice_site (
    id          uuid primary key,
    county_code text not null,
    unit_id     uuid not null references unit, -- the unit the board belongs to
    notice_id   uuid not null references notice,
    site_id     uuid not null references site,
    reasons     text[] not null, -- which of A10.3–A10.6 this board answers; coinciding ones count once
    constraint a_board_hangs_for_a_reason check (cardinality(reasons) > 0),
    constraint a_site_once unique (notice_id, site_id)
);
create index notice_site_unit_idx on notice_site (unit_id);
create index notice_site_board_idx on notice_site (site_id); -- what an online board's heartbeat speaks of

create table display_photo (
    id          uuid primary key,
    county_code text not null,
    unit_id     uuid not null references unit,
    media_type  text not null,
    content_sealed bytea not null, -- passers-by may be on it
    constraint photo_type_is_known check (media_type in ('image/jpeg', 'image/png'))
);

create table notice_display ( -- when a notice really hung there
    id             uuid primary key,
    notice_site_id uuid not null references notice_site,
    edition        integer not null,
    up_at          timestamptz not null,
    down_at        timestamptz,
    seen_at        timestamptz, -- last heartbeat of an online board; null where a person confirms
    confirmed_by   uuid,
    note           text,
    photo_id       uuid references display_photo,
    constraint down_after_up check (down_at >= up_at)
);
create unique index up_once_at_a_time on notice_display (notice_site_id) where down_at is null;
create index notice_display_site_idx on notice_display (notice_site_id, up_at);
create index notice_display_silent_idx on notice_display (seen_at) where down_at is null and seen_at is not null; -- boards gone silent

create table notice_suspension ( -- days it was in doubt do not count
    id         uuid primary key,
    notice_id  uuid not null references notice,
    from_at    timestamptz not null,
    to_at      timestamptz,
    constraint resumed_after_suspended check (to_at >= from_at)
);
create unique index suspended_once_at_a_time on notice_suspension (notice_id) where to_at is null;
create index notice_suspension_idx on notice_suspension (notice_id);

create table publicity_change ( -- counts what changed in public, so that every replica drops its cached pages
    county_code text primary key,
    version     bigint not null
);

create table objection (
    id               uuid primary key, -- v4: tells nothing of its time
    county_code      text not null,
    unit_id          uuid not null references unit, -- the approving unit, which screens and verifies
    notice_id        uuid not null references notice,
    notice_row_id    uuid references notice_row,
    tracking_number  text not null unique,
    secret_hash      bytea not null,
    text_sealed      bytea not null,
    contact_sealed   bytea,
    account_id       uuid, -- only of a citizen who logged in
    status           text not null,
    screen_due_on    date not null,
    screen_because   text not null,
    resolve_due_on   date,
    resolve_because  text,
    new_facts        boolean not null default false,
    reopened         boolean not null default false, -- it reopened the verification of its rows
    screened_by      uuid,
    screened_at      timestamptz,
    screening_reason text,
    told_on          date, -- when the verifiers were told, the day after
    escalated_on     date, -- nobody screened it in time
    result           text, -- the reply
    resolved_by      uuid,
    resolved_at      timestamptz,
    created_on       date not null, -- the day is enough
    version          integer not null default 0,
    constraint objection_status_is_known check (status in ('RECEIVED', 'ACCEPTED', 'REJECTED', 'UPHELD', 'NOT_UPHELD')),
    constraint rejection_says_why check (status <> 'REJECTED' or screening_reason is not null),
    constraint accepted_objection_has_a_day check (status not in ('ACCEPTED', 'UPHELD', 'NOT_UPHELD') or resolve_due_on is not null),
    constraint screened_by_somebody check ((status = 'RECEIVED') = (screened_by is null)),
    constraint resolved_objection_has_a_reply check ((status in ('UPHELD', 'NOT_UPHELD')) = (result is not null))
);
create index objection_notice_idx on objection (notice_id);
create index objection_unit_idx on objection (unit_id, id);
create index objection_work_idx on objection (unit_id, screen_due_on, id) where status = 'RECEIVED';

create table rating ( -- A16.11, one matter, one rating
    id          uuid primary key,
    county_code text not null,
    unit_id     uuid not null references unit,
    notice_id   uuid not null references notice,
    rater_token bytea not null, -- keyed to the notice: a second rating replaces the first, and nobody's ratings can be joined
    score       integer not null,
    comment     text,
    created_on  date not null,
    constraint score_from_one_to_five check (score between 1 and 5),
    constraint one_rating_per_person_and_notice unique (notice_id, rater_token)
);

-- clearance --------------------------------------------------------------------------------------------------------------
create table clearance ( -- every question with its answer, to be cited in the payment's file (A10.9)
    id                 uuid primary key,
    county_code        text not null,
    unit_id            uuid not null references unit, -- the approving unit; the asker's own where the programme is not known to it
    asked_by           uuid not null, -- client or account
    reference          text, -- the asker's own key
    programme_id       uuid not null, -- as asked: an unknown one is answered too
    batch_id           uuid,
    row_number         integer,
    name_key           text,
    person_token       bytea,
    subject_key        text not null, -- the same for two questions about the same payment
    outcome            text not null,
    grounds            text not null,
    reasons            jsonb not null,
    sandbox            boolean not null default false,
    emergency_id       uuid,
    asked_at           timestamptz not null,
    lapses_at          timestamptz,
    lapsed_at          timestamptz, -- ran out, or was asked anew
    withdrawn_at       timestamptz,
    withdrawal_reasons jsonb,
    constraint clearance_outcome_is_known check (outcome in ('GRANTED', 'WITHHELD')),
    constraint clearance_grounds_are_known check (grounds in ('NO_RELATIVE_FOUND', 'UNIVERSAL', 'ALL_CLEARED', 'EMERGENCY_RELIEF', 'WITHHELD')),
    constraint withheld_is_its_own_ground check ((outcome = 'WITHHELD') = (grounds = 'WITHHELD')),
    constraint withheld_says_why check (outcome <> 'WITHHELD' or jsonb_array_length(reasons) > 0),
    constraint granted_has_nothing_against_it check (outcome <> 'GRANTED' or jsonb_array_length(reasons) = 0),
    constraint a_row_is_in_a_batch check ((batch_id is null) = (row_number is null)),
    constraint grants_end check (outcome <> 'GRANTED' or lapses_at is not null),
    constraint only_grants_are_withdrawn check (withdrawn_at is null or outcome = 'GRANTED'),
    constraint withdrawal_says_why check ((withdrawn_at is null) = (withdrawal_reasons is null))
);
create index clearance_asked_again_idx on clearance (asked_by, programme_id, subject_key) where lapsed_at is null and withdrawn_at is null;
create index clearance_lapse_idx on clearance (lapses_at) where lapsed_at is null and withdrawn_at is null; -- what runs out next
create index clearance_probing_idx on clearance (asked_by, asked_at) where batch_id is null; -- how many people were asked about today

create table clearance_subject ( -- the rows of lists that a grant rests on: a new hit on one of them withdraws it
    clearance_id   uuid not null references clearance,
    beneficiary_id uuid not null references beneficiary,
    primary key (clearance_id, beneficiary_id)
);
create index clearance_subject_row_idx on clearance_subject (beneficiary_id);

create table clearance_change ( -- the feed that payment systems follow
    id           uuid primary key,
    county_code  text not null,
    unit_id      uuid not null references unit,
    asked_by     uuid not null, -- whose feed
    clearance_id uuid not null references clearance,
    change       text not null,
    reasons      jsonb not null,
    changed_at   timestamptz not null,
    position     bigint, -- given on the reader's next visit, so that a change committed late does not slip in behind the cursor
    constraint change_is_known check (change in ('WITHDRAWN', 'LAPSED')),
    constraint a_grant_ends_once unique (clearance_id)
);
create unique index clearance_change_feed_idx on clearance_change (asked_by, position);
create index clearance_change_new_idx on clearance_change (asked_by) where position is null;

create table emergency_relief ( -- paid first, matched and verified afterwards, listed publicly by number
    id            uuid primary key,
    county_code   text not null,
    unit_id       uuid not null references unit,
    number        text not null unique,
    programme_id  uuid not null references programme,
    clearance_id  uuid not null references clearance,
    authority     text not null, -- who ordered it
    reason        text not null,
    decided_on    date not null,
    settle_due_on date not null,
    settle_because text not null, -- why that day
    settled_at    timestamptz,
    created_by    uuid not null,
    created_at    timestamptz not null
);
create index emergency_relief_unit_idx on emergency_relief (unit_id, id); -- a unit's list
create index emergency_relief_open_idx on emergency_relief (id) where settled_at is null; -- still to be compared and verified
