#!/usr/bin/env bash
# `serve`, a published program, is killed COUNT times (10) at random moments after it stored the result of a watched tag that was replaced by an image
# with a high vulnerability, and started again: each alert is there once on a Slack and on a Discord on this machine. The other part is eng/kill-alerts.sh.
# SEED says which moments. No sandbox.
# shellcheck source=bench/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=bench/registry.sh
. "$root/bench/registry.sh"
build_host
bench_engine
ensure_trivy
"$root/eng/build-samples.sh" good miner-beside
dotnet build "$root/bench/WatchBench" -c Release -v quiet -nologo -nodeReuse:false
start_registry
push good good
push miner-beside bad
dotnet "$root/artifacts/bin/WatchBench/release/WatchBench.dll" kills "$host" "$registry" "${1:-10}" "${SEED:-$RANDOM}" >"$work/kills" || { cat "$work/kills" >&2; exit 1; }
sed -n 's/^# //p' "$work/kills"
row 'alerts that are not there after a kill' "$(sed -n 's/^kills, alerts that are not there: //p' "$work/kills")" 0
row 'alerts that are there more than once' "$(sed -n 's/^kills, alerts that are there more than once: //p' "$work/kills")" 0
exit "$bad"
