-- Uploads are deleted once they were worked through, long before the sweep
alter table import_run add column file_dropped boolean not null default false;
create index import_run_file_idx on import_run (id) where not file_dropped; -- whose file is still there
create index beneficiary_batch_file_idx on beneficiary_batch (id) where upload_id is not null and status = 'ENDORSED'; -- likewise
