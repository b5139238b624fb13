#!/usr/bin/env bash
# Stops a private engine when no run.sh has used it for DOCKERSCAN_ENGINE_IDLE seconds (default 300).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=eng/lib.sh
. "$root/eng/lib.sh"
case "${1:-}" in "" | -h | --help) echo "Usage: eng/engine-keeper.sh STATE-FOLDER   (run.sh starts it)"; exit 64 ;; esac
engine_names "$1"
# One keeper an engine. One that is just going out may still hold the lock.
exec 7>"$state/keeper.lock"
flock -w 10 7 || exit 0
idle=0
while engine_pid >/dev/null; do
  sleep 5
  exec 6>"$state/users.lock"
  if flock -n -x 6; then
    idle=$((idle + 5))
    if [ "$idle" -ge "${DOCKERSCAN_ENGINE_IDLE:-300}" ]; then
      # Under the exclusive lock: whoever comes now waits and then starts a new one.
      engine_stop "$1"
      exit 0
    fi
  else
    idle=0
  fi
  exec 6>&-
done
