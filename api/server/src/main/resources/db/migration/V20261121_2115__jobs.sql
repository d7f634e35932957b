-- The queue in the layout that db-scheduler documents for its version 16; a row holds the kind and id of a job, no content.
create table scheduled_tasks (
    task_name            text not null,
    task_instance        text not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_due_idx on scheduled_tasks (execution_time); -- polling
create index scheduled_tasks_heartbeat_idx on scheduled_tasks (last_heartbeat); -- looking for dead workers

-- Reminders, counting, sealing: apart, so that long jobs can't keep them from running
create table recurring_tasks (like scheduled_tasks including all);

-- What people see of a job. Its id is that of the domain row it works for (a batch, a matching run).
create table job (
    id               uuid primary key,
    kind             text not null,
    requested_by     uuid, -- assignment; null when the house itself asked
    unit_id          uuid,
    state            text not null,
    attempt          integer not null default 0, -- grows with each begin; every write of a worker names its own (R3)
    failures         integer not null default 0,
    done             bigint not null default 0,
    total            bigint not null default 0,
    cancel_requested boolean not null default false,
    queued_at        timestamptz not null,
    started_at       timestamptz,
    finished_at      timestamptz,
    failure_code     text,
    failure_zh       text,
    failure_en       text,
    constraint job_state_is_known check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    constraint running_job_was_begun check (state not in ('RUNNING', 'SUCCEEDED') or (attempt > 0 and started_at is not null)),
    constraint finished_job_has_its_time check ((state in ('SUCCEEDED', 'FAILED', 'CANCELLED')) = (finished_at is not null)),
    constraint failed_job_says_why check ((state = 'FAILED') = (failure_code is not null)),
    constraint failure_is_told_in_both_languages check ((failure_code is null) = (failure_zh is null) and (failure_code is null) = (failure_en is null)),
    constraint progress_is_not_negative check (done >= 0 and total >= 0)
);
create index job_open_idx on job (kind, queued_at) where state in ('QUEUED', 'RUNNING'); -- what runs now, for operators

revoke delete on job from qinqing_app, qinqing_jobs;
revoke all on recurring_tasks from qinqing_app;
