#!/bin/sh
# Puts a backup back into an empty data directory; the server started on it recovers by itself.
# Usage: restore.sh BACKUP KEY_BACKUP_DIRECTORY DATA_DIRECTORY
set -eu
umask 077

[ $# -eq 3 ] || { sed -n '2,3p' "$0" >&2; exit 2; }
backup=$(cd "$1" && pwd)
keys=$(cd "$2" && pwd)
mkdir -p "$3"
data=$(cd "$3" && pwd)
[ -z "$(ls -A "$data")" ] || { echo "restore.sh: $data is not empty" >&2; exit 1; }
(cd "$backup" && sha256sum --quiet -c SHA256SUMS) || { echo "restore.sh: the backup is damaged" >&2; exit 1; }

cp -a "$backup/postgresql" "$backup/postgresql.password" "$data/"
[ ! -f "$backup/audit-checkpoints.txt" ] || cp "$backup/audit-checkpoints.txt" "$data/"
cp -a "$keys/keys" "$data/keys"
chmod 700 "$data/postgresql" "$data/keys"
date -u +%Y-%m-%dT%H:%M:%SZ > "$data/restored"
echo "Restored into $data. Start the server on it, then run: ./qinqing verify audit"
