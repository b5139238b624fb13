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

row() { # row WHAT VALUE BOUND [OURS PEER]: OURS and PEER are what VALUE is the ratio of
  local mark=ok holds=true
  # shellcheck disable=SC2034 # the part that was called ends with it
  awk -v v="$2" -v b="$3" 'BEGIN { exit !(v != "" && v + 0 <= b) }' || { mark=BROKEN; holds=false; bad=1; }
  printf '%-52s %10s %10s %10s   at most %-8s %s\n' "$1" "${4:-}" "${5:-}" "$2" "$3" "$mark"
  # bench/run.sh keeps them all.
  [ -z "${DOCKERSCAN_BENCH_ROWS:-}" ] || jq -nc --arg what "$1" --arg ours "${4:-}" --arg peer "${5:-}" --arg value "$2" --arg bound "$3" --argjson holds "$holds" \
    '{ $what, ours: ($ours | tonumber? // null), peer: ($peer | tonumber? // null), value: ($value | tonumber? // null), bound: ($bound | tonumber), $holds }' >>"$DOCKERSCAN_BENCH_ROWS"
}
