#!/bin/bash
# The server runs as a user that may not read the mounted secrets, and the key of the replica set must be that user's alone.
set -eu
for secret in replica-key root-password password; do
  install -m 400 -o mongodb -g mongodb "/run/secrets/mongodb-$secret" "/tmp/$secret"
done
exec docker-entrypoint.sh "$@"
