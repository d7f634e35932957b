-- Posts of a unit, with the duties that make up their own sphere (A3.4).
create table post (
    id                 uuid primary key,
    county_code        text not null,
    unit_id            uuid not null references unit,
    name               text not null,
    duties             text,
    key_post           boolean not null default false,
    supervisor_post_id uuid,
    version            integer not null default 0,
    created_at         timestamptz not null,
    constraint posts_of_a_unit_have_different_names unique (unit_id, name),
    constraint post_belongs_to_its_unit unique (unit_id, id),
    constraint supervisor_is_in_the_same_unit foreign key (unit_id, supervisor_post_id) references post (unit_id, id),
    constraint no_post_supervises_itself check (supervisor_post_id <> id)
);
