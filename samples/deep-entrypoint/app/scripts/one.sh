#!/bin/sh
set -e
# the first of three
exec /app/scripts/two.sh "$@"
