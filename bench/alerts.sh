#!/usr/bin/env bash
# Alerts: what a comparison of two results of 5,000 findings costs, what 10,000 acceptances cost whoever reads a verdict, and how soon an alert is
# seen: seven watched tags of a real registry are replaced, one after another, by an image with a high vulnerability that a newer version mends; the time counts from when another process
# finds the result in the store of `serve`, a published program, until a Slack and a Discord on this machine have the message. No sandbox.
# shellcheck source=bench/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=bench/registry.sh
. "$root/bench/registry.sh"
build_host
dotnet build "$root/bench/WatchBench" -c Release -v quiet -nologo -nodeReuse:false
bench="$root/artifacts/bin/WatchBench/release/WatchBench.dll"
value() { sed -n "s/^$1: //p" "$work/measured"; }
dotnet "$bench" reading >"$work/measured"
sed -n 's/^# //p' "$work/measured"
row 'diff of two results of 5,000 findings, ms' "$(value 'diff of 5,000 findings, ms')" 20
row 'the same with the cause of each, ms' "$(value 'news of 5,000 findings, ms')" 20
row 'a verdict with 10,000 acceptances, ms' "$(value 'verdict with 10,000 acceptances, ms')" 5
row 'the same, all for its repository, in hand, ms' "$(value 'verdict with 10,000 acceptances of its repository in hand, ms')" 5
bench_engine
ensure_trivy
"$root/eng/build-samples.sh" good miner-beside
start_registry
push good good
push miner-beside bad
dotnet "$bench" alerts "$host" "$registry" >"$work/measured" || { cat "$work/measured" >&2; exit 1; }
sed -n 's/^# //p' "$work/measured"
row 'an alert in Slack after its result, ms' "$(value 'alert in Slack, slowest, ms')" 1000
row 'an alert in Discord after its result, ms' "$(value 'alert in Discord, slowest, ms')" 1000
row 'alerts beyond one for each' "$(value 'alerts beyond one for each')" 0
exit "$bad"
