#!/usr/bin/env bash
# A long queue, by `serve --role chat`, a published program with SQLite, a Slack and a Discord on this machine, and workers that whoever measures
# stands for: 300 scans of schedules and 300 of people wait, and their cards are followed.
# - `status`, 40 times one after another: from the command to its card;
# - a person asks while 300 scheduled scans wait: whose scan is claimed next;
# - 100 scans run, the other 200 cards still wait: a stage's end, in the store as a worker writes it, until its card shows it. 500 ends, 25 a second.
# No engine and no Trivy is wanted.
# shellcheck source=bench/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
build_host
dotnet build "$root/bench/ChatBench" -c Release -v quiet -nologo -nodeReuse:false
dotnet "$root/artifacts/bin/ChatBench/release/ChatBench.dll" queue "$host" >"$work/measured" || { cat "$work/measured" >&2; exit 1; }
value() { sed -n "s/^$1: //p" "$work/measured"; }
sed -n 's/^# //p' "$work/measured"
row 'status while 600 scans wait, p99, ms' "$(value 'status p99, ms')" 500
row "scans that start before a person's" "$(value "scans that start before a person's")" 0
row "a step in its card, 100 scans in flight, slowest, ms" "$(value 'step slowest, ms')" 1200
exit "$bad"
