#!/bin/sh
# Backs up the embedded PostgreSQL while it runs: data directory and the write-ahead log it needs.
# Keys go to another place, since keys beside the data would make sealing useless (guarantees S6, S14).
# Usage: backup.sh DATA_DIRECTORY BACKUP_DIRECTORY KEY_BACKUP_DIRECTORY
set -eu
umask 077

[ $# -eq 3 ] || { sed -n '2,4p' "$0" >&2; exit 2; }
data=$(cd "$1" && pwd)
mkdir -p "$2" "$3"
target=$(cd "$2" && pwd)/$(date -u +%Y%m%dT%H%M%SZ)
keys=$(cd "$3" && pwd)
case $keys/ in "$(cd "$2" && pwd)"/*) echo "backup.sh: keep the keys apart from the database backups" >&2; exit 2 ;; esac
command -v psql >/dev/null || { echo "backup.sh: psql not found, install the PostgreSQL client" >&2; exit 2; }

[ -f "$data/postgresql/postmaster.pid" ] || { echo "backup.sh: no running database in $data" >&2; exit 1; }
PGPORT=$(sed -n 4p "$data/postgresql/postmaster.pid")
PGPASSWORD=$(cat "$data/postgresql.password")
export PGPORT PGPASSWORD PGHOST=127.0.0.1 PGUSER=postgres PGDATABASE=postgres
export BACKUP_FROM="$data/postgresql" BACKUP_TO="$target.part"

mkdir -p "$BACKUP_TO/postgresql"
# Start, copy and stop belong to one session: PostgreSQL ends a backup whose session ends.
psql -X -q -t -A -v ON_ERROR_STOP=1 <<'SQL'
select from pg_backup_start('qinqing', fast => true);
\! tar -C "$BACKUP_FROM" --exclude=./pg_wal/* --exclude=./postmaster.* --exclude=./pg_replslot/* --warning=no-file-changed --ignore-failed-read -cf - . | tar -C "$BACKUP_TO/postgresql" -xf -
select labelfile from pg_backup_stop(wait_for_archive => false) \g | cat > "$BACKUP_TO/postgresql/backup_label"
SQL
# what was written while copying: the log up to the stop record
tar -C "$BACKUP_FROM" -cf - pg_wal | tar -C "$BACKUP_TO/postgresql" -xf -
cp "$data/postgresql.password" "$BACKUP_TO/"
[ ! -f "$data/audit-checkpoints.txt" ] || cp "$data/audit-checkpoints.txt" "$BACKUP_TO/"
(cd "$BACKUP_TO" && find . -type f ! -name SHA256SUMS -exec sha256sum {} + > SHA256SUMS)
mv "$BACKUP_TO" "$target"

rm -rf "$keys/keys.part"
cp -a "$data/keys" "$keys/keys.part"
rm -rf "$keys/keys"
mv "$keys/keys.part" "$keys/keys"
echo "$target"
