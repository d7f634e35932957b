-- Who may act: accounts, their roles in units, sessions, one-time codes and the clients of other systems.
-- No secret stands here: passwords are Argon2id hashes; tokens and codes, drawn from at least 80 random bits, are SHA-256 hashes.

create table account (
    id                   uuid primary key,
    county_code          text not null,
    display_name         text not null,
    phone_token          bytea not null, -- blind index of the phone one logs in with
    phone_sealed         bytea not null,
    password_hash        text,
    must_change_password boolean not null default false,
    official_id          uuid references official,
    totp_sealed          bytea,
    totp_confirmed       boolean not null default false,
    totp_last_step       bigint not null default -1, -- a code works once (RFC 6238, 5.2)
    federated_subject    text, -- who this is at the county's own identity provider
    last_assignment_id   uuid, -- the next login goes on in it
    last_sign_in_at      timestamptz,
    citizen              boolean not null default false, -- signs in by codes sent to the phone, and as a citizen only
    status               text not null,
    created_at           timestamptz not null,
    version              integer not null default 0,
    constraint phone_belongs_to_one_account unique (phone_token),
    constraint account_status_is_known check (status in ('INVITED', 'ACTIVE', 'DISABLED')),
    constraint active_account_has_a_password check (status <> 'ACTIVE' or password_hash is not null or citizen),
    constraint confirmed_totp_has_a_secret check (not totp_confirmed or totp_sealed is not null)
);
create unique index one_account_per_official on account (official_id) where official_id is not null and status <> 'DISABLED';
create unique index one_account_per_federated_subject on account (federated_subject) where federated_subject is not null;
create index account_list_idx on account (county_code, id); -- the administrator's list

create table assignment (
    id         uuid primary key,
    account_id uuid not null references account on delete cascade,
    role       text not null,
    unit_id    uuid not null references unit,
    from_day   date not null,
    to_day     date, -- the last day it holds
    constraint assignment_is_for_people check (role in (
        'CITIZEN', 'OFFICIAL', 'CLERK', 'ENDORSER', 'VERIFIER', 'INSPECTOR', 'COUNTY_INSPECTOR', 'ADMIN')),
    constraint assignment_ends_after_it_starts check (to_day >= from_day)
);
create index assignment_account_idx on assignment (account_id); -- one's own assignments, at login
create index assignment_unit_idx on assignment (unit_id, role); -- who can verify or endorse in a unit
create unique index same_role_once_at_a_time on assignment (account_id, role, unit_id) where to_day is null;

-- One login on one device. A refresh token is family secret and present secret: an old one is told by its family.
create table login_session (
    id              uuid primary key,
    account_id      uuid not null references account on delete cascade,
    assignment_id   uuid not null references assignment on delete cascade,
    family_hash     bytea not null,
    present_hash    bytea not null,
    created_at      timestamptz not null,
    refreshed_at    timestamptz not null,
    expires_at      timestamptz not null,
    revoked_at      timestamptz,
    revoked_because text,
    by_code         boolean not null default false, -- opened without a password: good for the role of a citizen, whatever comes later
    constraint revoked_session_says_why check ((revoked_at is null) = (revoked_because is null)),
    constraint revocation_is_known check (revoked_because in (
        'LOGOUT', 'TOKEN_REUSED', 'PASSWORD_CHANGED', 'ACCOUNT_CHANGED'))
);
create index login_session_account_idx on login_session (account_id) where revoked_at is null; -- to end all of them

-- Counted by phone and not by account, so that an unknown phone behaves like a known one.
create table login_failure (
    phone_token    bytea primary key,
    failures       integer not null,
    last_failed_at timestamptz not null,
    locked_until   timestamptz,
    constraint failures_are_counted check (failures > 0)
);
create index login_failure_age_idx on login_failure (last_failed_at); -- old ones are forgotten

create table one_time_code (
    account_id uuid primary key references account on delete cascade, -- a new one takes the place of the old
    code_hash  bytea not null,
    purpose    text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    constraint code_purpose_is_known check (purpose in ('INVITATION', 'RESET'))
);

-- What was sent to a phone, whether it has an account or not, so that nobody is flooded and nobody learns who has one.
create table sent_code (
    phone_token bytea not null,
    purpose     text not null,
    code_token  bytea, -- keyed, since six digits are soon tried; none when the code lies with the account, or there is nobody to send it to
    sent_at     timestamptz not null,
    expires_at  timestamptz not null,
    day         date not null,
    times       integer not null, -- on that day
    constraint sent_code_purpose_is_known check (purpose in ('CITIZEN_SIGN_IN', 'PASSWORD_RESET')),
    primary key (phone_token, purpose)
);

-- On its way to the county's text message gateway; gone once it is there.
create table code_message (
    id             uuid primary key, -- also the id of its job
    content_sealed bytea, -- none when there is nobody to send it to
    expires_at     timestamptz not null
);

create table api_client (
    id                   uuid primary key,
    county_code          text not null,
    name                 text not null,
    unit_id              uuid not null references unit, -- answers for the system; the county itself where none is named
    secret_hash          bytea not null,
    previous_secret_hash bytea, -- still good for the overlap of a rotation
    previous_valid_until timestamptz,
    scopes               text[] not null,
    allowed_networks     text[] not null,
    site_ids             uuid[] not null,
    daily_query_quota    integer,
    status               text not null,
    last_used_at         timestamptz,
    created_at           timestamptz not null,
    version              integer not null default 0,
    constraint client_names_differ unique (county_code, name),
    constraint client_status_is_known check (status in ('ACTIVE', 'DISABLED')),
    constraint client_has_a_scope check (cardinality(scopes) > 0),
    constraint quota_is_not_negative check (daily_query_quota >= 0),
    constraint previous_secret_ends check ((previous_secret_hash is null) = (previous_valid_until is null))
);
create index api_client_list_idx on api_client (county_code, id); -- the administrator's list

-- Queries a system has asked on a day of the county, where its quota counts them.
create table api_client_use (
    client_id uuid not null references api_client on delete cascade,
    day       date not null,
    queries   integer not null,
    constraint queries_are_counted check (queries >= 0),
    primary key (client_id, day)
);
