#!/usr/bin/env bash
# Stops a private engine when no run.sh has used it for DOCKERSCAN_ENGINE_IDLE seconds (default 300).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=eng/lib.sh
. "$root/eng/lib.sh"
engine_names "${1:?state folder}"
# One keeper an engine.
exec 7>"$run_dir/keeper.lock"
flock -n 7 || exit 0
idle=0
while engine_pid >/dev/null; do
  sleep 5
  exec 6>"$run_dir/users.lock"
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
