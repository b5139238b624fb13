#!/usr/bin/env bash
# Reputation: what 1,000 indicators cost beyond the network, and what the stage adds to a report.
# shellcheck source=bench/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
dotnet build "$root/bench/ReputationBench" -c Release -v quiet -nologo
dotnet "$root/artifacts/bin/ReputationBench/release/ReputationBench.dll" >"$work/reputation"
sed -n 1p "$work/reputation"
row "1,000 indicators beyond the network, ms" "$(sed -n 's/^1,000.*ms: //p' "$work/reputation")" 1000
row "reputation stage of a report, ms" "$(sed -n 's/^stage.*ms: //p' "$work/reputation")" 250
exit "$bad"
