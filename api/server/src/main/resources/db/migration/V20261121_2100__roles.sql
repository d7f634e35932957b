-- Who serves requests owns no table and can't bypass row-level security; who runs jobs likewise (decisions: database roles).
-- The login of the connection owns the tables and steps down to one of these.
do $$
begin
    if not exists (select from pg_roles where rolname = 'qinqing_app') then
        create role qinqing_app nologin nobypassrls;
    end if;
    if not exists (select from pg_roles where rolname = 'qinqing_jobs') then
        create role qinqing_jobs nologin nobypassrls;
    end if;
end $$;

grant qinqing_app, qinqing_jobs to current_user;
grant usage on schema public to qinqing_app, qinqing_jobs;
alter default privileges in schema public grant select, insert, update, delete on tables to qinqing_app, qinqing_jobs;
alter default privileges in schema public grant usage, select on sequences to qinqing_app, qinqing_jobs;

create extension if not exists pg_trgm;
