-- Answers to requests that may be repeated (contract: Idempotency-Key), sealed, for 24 hours.
create table idempotent_answer (
    actor_id       uuid not null,
    operation      text not null,
    key            text not null,
    body_token     bytea not null,
    status         integer not null,
    location       text,
    etag           text,
    content_sealed bytea not null,
    created_at     timestamptz not null,
    primary key (actor_id, operation, key)
);
create index idempotent_answer_age_idx on idempotent_answer (created_at); -- what can be cleared away

-- The audit trail: written once, in the transaction of what it tells, chained and sealed within a second by one sealer.
create table audit_entry (
    id           uuid primary key,
    county_code  text not null,
    at           timestamptz not null,
    account_id   uuid,
    assignment_id uuid,
    role         text not null,
    unit_id      uuid,
    action       text not null,
    subject_kind text not null,
    subject_id   uuid,
    detail       text, -- codes and ids only: never a name, a number or a text that a person typed
    mac          bytea not null
);

create index audit_entry_subject_idx on audit_entry (subject_id, id) where subject_id is not null; -- what was done to one thing
create index audit_entry_account_idx on audit_entry (account_id, id) where account_id is not null; -- what one person did

create table audit_link ( -- the chain: each link's MAC covers the one before it and its entry
    sequence bigint primary key,
    entry_id uuid not null unique references audit_entry,
    mac      bytea not null
);

revoke update, delete, truncate on audit_entry, audit_link from qinqing_app, qinqing_jobs;
revoke insert on audit_link from qinqing_app;

create table audit_unsealed ( -- written with its entry, taken away by the sealer: so it need not search for what is new
    entry_id uuid primary key references audit_entry
);
