#!/usr/bin/env bash
# A night of 1,000 watches, by `serve`, a published program with SQLite, before a real registry whose own log says what it was asked for:
# - nothing changed: a HEAD for each, and nothing is fetched;
# - only the vulnerability database is newer: the packages of 1,000 results, each of an image of its own, are compared by the Trivy server that is
#   kept, beside Trivy's own command on such an image;
# - each image is another one, so that 1,000 scans wait, and a person asks: how soon a scan begins once a place is free. Two places, one of which
#   is for people, as a program on two processors has fewer than people ask for at once.
# The watches are put into the store, and planned, by another process, as the scheduler of another node does. No sandbox.
# shellcheck source=bench/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=bench/rows.sh
. "$root/bench/rows.sh"
# shellcheck source=bench/alone.sh
. "$root/bench/alone.sh"
# shellcheck source=bench/registry.sh
. "$root/bench/registry.sh"
build_host
bench_engine
ensure_trivy
"$root/eng/build-samples.sh" debian
dotnet build "$root/bench/WatchBench" -c Release -v quiet -nologo -nodeReuse:false
start_registry
push debian 1
prepare_alone
trivy_alone >/dev/null
alone=$(median "$(trivy_alone)" "$(trivy_alone)" "$(trivy_alone)")
dotnet "$root/artifacts/bin/WatchBench/release/WatchBench.dll" watches "$host" "$registry" "$registry_log" "$DOCKERSCAN_TRIVY_DB" >"$work/night" || { cat "$work/night" >&2; exit 1; }
value() { sed -n "s/^$1: //p" "$work/night"; }
printf "Trivy's command on the image: %s ms\n" "$alone"
for kind in unchanged 'newer database'; do
  printf '%s: %s manifests asked for by HEAD\n' "$kind" "$(value "$kind, manifests asked for by HEAD")"
  row "1,000 watches, $kind, not as expected" "$(value "$kind, not as expected")" 0
  row "1,000 watches, $kind, manifests fetched" "$(value "$kind, manifests fetched")" 0
done
row "1,000 watches, unchanged, s" "$(awk -v t="$(value 'unchanged, ms')" 'BEGIN { printf "%.1f", t / 1000 }')" 10
row "1,000 watches, unchanged, MiB more" "$(value 'unchanged, MiB more')" 50
row "1,000 watches, newer database, s" "$(awk -v t="$(value 'newer database, ms')" 'BEGIN { printf "%.1f", t / 1000 }')" 15
row "one of them over Trivy's command" "$(awk -v t="$(value 'newer database, ms')" -v a="$alone" 'BEGIN { printf "%.4f", t / 1000 / a }')" 0.005
printf 'scheduled scans that still wait in the end: %s\n' "$(value 'person, scheduled scans that still wait')"
row "a person's scan after a place was free, ms" "$(value 'person, longest wait, ms')" 5000
row "a person's scans that are not complete" "$(value 'person, scans that failed')" 0
exit "$bad"
