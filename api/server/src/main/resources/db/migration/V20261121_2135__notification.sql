-- What a person is told: results copied to the declarant (A3.8, A8.3), reminders, work that waits.
create table notification (
    id          uuid primary key,
    county_code text not null,
    account_id  uuid,
    official_id uuid references official, -- seen by the account the official logs in with
    kind        text not null,
    title_zh    text not null,
    title_en    text not null,
    body_zh     text,
    body_en     text,
    link        text,
    due_on      date,
    created_at  timestamptz not null,
    read_at     timestamptz,
    constraint notification_has_one_addressee check ((account_id is null) <> (official_id is null)),
    constraint notification_kind_is_known check (kind in (
        'MATCH_COPY', 'DECLARATION_DUE', 'DECLARATION_RETURNED', 'DECLARATION_ENDORSED', 'ENDORSEMENT_WAITING', 'BATCH_RETURNED',
        'BATCH_ENDORSED', 'VERIFICATION_ASSIGNED', 'VERIFICATION_DUE', 'SIGNATURE_WAITING', 'NOTICE_TO_DISPLAY', 'OBJECTION_RECEIVED',
        'OBJECTION_DUE', 'OBJECTION_REJECTED', 'VALUE_REVEALED', 'OTHER'))
);
create index notification_account_idx on notification (account_id, id desc) where account_id is not null; -- my messages, newest first
create index notification_official_idx on notification (official_id, id desc) where official_id is not null;

-- accounts came after these tables
alter table notification add constraint notification_account_exists foreign key (account_id) references account;
alter table staff add constraint staff_account_exists foreign key (account_id) references account;
