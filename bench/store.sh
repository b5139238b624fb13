#!/usr/bin/env bash
# A large store in one SQLite file, 10,000 scans with 1,000,000 findings: what people and watches ask, the slowest of each but for one in twenty, a
# result of 5,000 findings, 8 workers before one queue, and the memory that it takes. Nothing else is needed: no engine, no Trivy.
# usage: store.sh [SCANS]
# shellcheck source=bench/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
dotnet build "$root/bench/StoreBench" -c Release -v quiet -nologo -nodeReuse:false
mkdir -p "$work/store"
dotnet "$root/artifacts/bin/StoreBench/release/StoreBench.dll" "$work/store" "${1:-10000}" >"$work/measured" || { cat "$work/measured" >&2; exit 1; }
sed -n 's/^# //p' "$work/measured"
value() { sed -n "s/^$1: //p" "$work/measured"; }
for kind in 'history, a page' 'history of one image' 'latest per watch' 'findings page by severity' 'one vulnerability over all images' diff; do
  row "$kind, ms" "$(value "$kind, ms")" 20
done
row 'memory after as many again, MiB more' "$(value 'memory after as many again, MiB more')" 8
row 'ingest of 5,000 findings, ms' "$(value 'ingest of 5,000 findings, ms')" 300
claims=$(value 'claims a second by 8 workers')
printf 'claims a second by 8 workers: %s\n' "$claims"
row '500 claims by 8 workers, s' "$(awk -v c="$claims" 'BEGIN { printf "%.2f", 500 / c }')" 1
row 'claimed twice' "$(value 'claimed twice')" 0
row 'never claimed' "$(value 'never claimed')" 0
exit "$bad"
