#!/usr/bin/env bash
# The start chain of a 2,000-line entrypoint, and the analysis of runs with 100,000 events, warm; both by the tests that hold them in proportion.
# shellcheck source=bench/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
dotnet build "$root/tests/DockerScan.Scanners.Tests" -c Release -v quiet -nologo -m:1 >/dev/null
tests="$root/artifacts/bin/DockerScan.Scanners.Tests/release/DockerScan.Scanners.Tests"

# The names are the tests' own; what they write is "KIND: 123 ms" or "12.3 ms". One test at a time, alone, and compiled as in a process that has run for long.
DOTNET_TieredCompilation=0 "$tests" -noColor -noLogo -parallel none -showLiveOutput -method '*.StartChainSpeedTests.ScanAsync_EntrypointOf2000Lines_IsReadInTime' \
  -method '*.AnalysisSpeedTests.Analyze_100000Events_IsInTime' >"$work/speed" 2>&1 || { tail -20 "$work/speed" >&2; exit 1; }
row "start chain of 2,000 lines, ms" "$(sed -n 's/.*StartChainSpeedTests.*\[OUTPUT\] \([0-9.]*\) ms$/\1/p' "$work/speed")" 50
while read -r kind took; do
  row "100,000 events, ${kind//_/ }, ms" "$took" 1000
done < <(sed -n 's/.*AnalysisSpeedTests.*\[OUTPUT\] \(.*\): \([0-9.]*\) ms$/\1|\2/p' "$work/speed" | tr ' ' '_' | tr '|' ' ')
exit "$bad"
