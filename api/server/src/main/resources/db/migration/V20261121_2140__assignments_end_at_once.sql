-- An administrator who takes a role away wants it gone now (S16), not at midnight.
alter table assignment add column ended_at timestamptz;
drop index same_role_once_at_a_time;
create unique index same_role_once_at_a_time on assignment (account_id, role, unit_id) where to_day is null and ended_at is null;
