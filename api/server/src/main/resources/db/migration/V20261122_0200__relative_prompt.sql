-- Missing-relative inference (product.md 8): relatives that other filings know of and the official did not declare. The official
-- is asked in private; what is still open on visible_on can be seen by the inspection body.
create table relative_prompt (
    id           uuid primary key,
    county_code  text not null,
    unit_id      uuid not null references unit, -- of the official
    official_id  uuid not null references official,
    person_token bytea not null,
    name         text not null,
    kinship      text, -- none when only a shared household or phone speaks for it
    bases        text[] not null,
    probability  double precision not null,
    status       text not null default 'OPEN',
    note         text,
    asked_on     date not null,
    visible_on   date not null,
    answered_at  timestamptz,
    version      integer not null default 0,
    constraint prompt_status_is_known check (status in ('OPEN', 'WILL_DECLARE', 'NOT_A_RELATIVE', 'DECLARED', 'WITHDRAWN')),
    constraint prompt_rests_on_something check (cardinality(bases) > 0),
    constraint prompt_probability_is_one check (probability between 0 and 1),
    constraint denial_says_why check (status <> 'NOT_A_RELATIVE' or note is not null),
    constraint one_prompt_a_person unique (official_id, person_token)
);
create index relative_prompt_unit_idx on relative_prompt (unit_id, id) where status in ('OPEN', 'WILL_DECLARE', 'NOT_A_RELATIVE'); -- the inspection body's list

create table inference_look (
    county_code text primary key,
    looked_at   timestamptz not null
);

alter table notification drop constraint notification_kind_is_known;
alter table notification add constraint notification_kind_is_known check (kind in (
    'MATCH_COPY', 'DECLARATION_DUE', 'RELATIVE_PROMPT', 'DECLARATION_RETURNED', 'DECLARATION_ENDORSED', 'ENDORSEMENT_WAITING', 'BATCH_RETURNED',
    'BATCH_ENDORSED', 'VERIFICATION_ASSIGNED', 'VERIFICATION_DUE', 'SIGNATURE_WAITING', 'NOTICE_TO_DISPLAY', 'OBJECTION_RECEIVED',
    'OBJECTION_DUE', 'OBJECTION_REJECTED', 'VALUE_REVEALED', 'OTHER'));

-- The second wall (S2, ADR 10): the declarant's own, and the inspection body's once their days are over.
alter table relative_prompt enable row level security;
alter table relative_prompt force row level security;
create policy tenant_sees on relative_prompt for select using (
    (select tenant_standing()) = 'HOUSE'
    or official_id = (select tenant_official())
    or visible_on <= current_date + 1 and (
        (select tenant_standing()) = 'COUNTY_INSPECTOR'
        or (select tenant_standing()) = 'INSPECTOR' and is_below(unit_id)));
create policy tenant_adds on relative_prompt for insert with check ((select tenant_standing()) = 'HOUSE');
create policy tenant_changes on relative_prompt for update
    using ((select tenant_standing()) = 'HOUSE' or official_id = (select tenant_official()))
    with check ((select tenant_standing()) = 'HOUSE' or official_id = (select tenant_official()));
create policy tenant_removes on relative_prompt for delete using ((select tenant_standing()) = 'HOUSE');
