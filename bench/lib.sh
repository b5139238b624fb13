# shellcheck shell=bash
# For bench/run.sh and its parts: sets up, and prints a table of measures and bounds.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=eng/lib.sh
. "$root/eng/lib.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
# The engine, with its samples, is the one of run.sh; what is measured writes elsewhere.
engine_data=$DOCKERSCAN_DATA
DOCKERSCAN_TRIVY_DB=$(full_trivy_db "$work/trivy-db")
export DOCKERSCAN_DATA="$work/data" DOCKERSCAN_TRIVY_DB

bench_engine() { DOCKERSCAN_DATA=$engine_data ensure_engine; }

ms() { date +%s%3N; }

median() { printf '%s\n' "$@" | sort -g | sed -n "$((($# + 1) / 2))p"; }

row() { # row NAME VALUE BOUND
  local mark=ok
  # shellcheck disable=SC2034 # the part that was called ends with it
  awk -v v="$2" -v b="$3" 'BEGIN { exit !(v != "" && v + 0 <= b) }' || { mark=BROKEN; bad=1; }
  printf '%-44s %10s   at most %-8s %s\n' "$1" "$2" "$3" "$mark"
}
