-- Declarations entered while a run of their unit still waits are compared by that run: a clerk who enters five hundred at one go
-- asks for one run, not for five hundred. The run's own subject stays in matching_run.
create table matching_run_declarant (
    run_id      uuid not null references matching_run,
    official_id uuid not null references official,
    asked_at    timestamptz not null, -- not before the declaration was entered
    primary key (run_id, official_id)
);
create index matching_run_declarant_official_idx on matching_run_declarant (official_id, asked_at); -- clearance: was it compared?
