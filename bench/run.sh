#!/usr/bin/env bash
# Measures what is promised, as ratios and bounds of one run, and prints one table and the same as JSON. Exit 1 when a bound is broken.
# Wants a quiet machine and more than an hour. Needs what ./test.sh sets up: an engine and Trivy.
# Usage: bench/run.sh [PART…]   PART is a script of this folder; none means all that hold bounds
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
results="$here/../artifacts/bench"
mkdir -p "$results"
export DOCKERSCAN_BENCH_ROWS="$results/rows.jsonl"
: >"$DOCKERSCAN_BENCH_ROWS"
[ $# -gt 0 ] || set -- scan sizes analysis sandbox reputation chat queue watches alerts store pages
status=0
for part in "$@"; do
  [ -x "$here/$part.sh" ] || { echo "there is no bench/$part.sh" >&2; exit 64; }
  "$here/$part.sh" || { status=1; echo "bench/$part.sh: a bound is broken, or it did not end" >&2; }
done
printf '\n%-52s %10s %10s %10s %10s\n' what ours peer value 'at most'
jq -r '[.what, .ours // "", .peer // "", .value // "none", .bound, (if .holds then "" else "BROKEN" end)] | @tsv' "$DOCKERSCAN_BENCH_ROWS" |
  awk -F '\t' '{ printf "%-52s %10s %10s %10s %10s %s\n", $1, $2, $3, $4, $5, $6 }'
jq -s '{ processors: $processors, rows: . }' --argjson processors "$(nproc)" "$DOCKERSCAN_BENCH_ROWS" | tee "$results/rows.json"
exit "$status"
