#!/usr/bin/env bash
# Kills real workers on a real store, many times over: DOCKERSCAN_TEST_KILLS (30) kills over 200 queued scans, ROUNDS (1) times. Every scan ends once.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export DOCKERSCAN_TEST_KILLS=${DOCKERSCAN_TEST_KILLS:-30}
tests="$root/artifacts/bin/DockerScan.Sqlite.Tests/release/DockerScan.Sqlite.Tests"
[ -x "$tests" ] || dotnet build "$root/tests/DockerScan.Sqlite.Tests" -c Release -v quiet -nologo -nodeReuse:false
for round in $(seq 1 "${ROUNDS:-1}"); do
  echo "round $round: $DOCKERSCAN_TEST_KILLS kills"
  "$tests" -noColor -noLogo -class '*KilledWorkersTests'
done
