#!/usr/bin/env bash
# Feeds the sentinel's parsers with changed and random inputs, and prints how long that took and the most memory it held.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=eng/lib.sh
. "$root/eng/lib.sh"
case "${1:-}" in
  -h | --help)
    echo "Usage: bench/fuzz.sh [INPUTS]   inputs for each of its tests; 5,000,000 when not given. Needs the .NET SDK alone."
    exit 0
    ;;
esac
export DOCKERSCAN_FUZZ_INPUTS=${1:-5000000}
project=DockerScan.Sentinel.Tests
step "building the tests" dotnet build "$root/tests/$project" -c Release -v quiet -nologo -nodeReuse:false
started=$SECONDS peak=0 status=0
"$root/artifacts/bin/$project/release/$project" -noColor -noLogo -trait Category=Fuzz &
runner=$!
# The kernel's own high-water mark; the last one read is at most a fifth of a second old.
while now=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$runner/status" 2>/dev/null) && [ -n "$now" ]; do
  peak=$now
  sleep 0.2
done
wait "$runner" || status=$?
printf '%s inputs for each test, %s s, at most %s MiB\n' "$DOCKERSCAN_FUZZ_INPUTS" "$((SECONDS - started))" "$((peak / 1024))"
exit "$status"
