#!/usr/bin/env bash
# Kills what brings alerts at random moments, and drops the answers of both platforms, 100 times each (or COUNT): nothing is lost, and each alert is
# there once on Slack and on Discord, which are servers on this machine. test.sh runs a few of them.
# usage: eng/kill-alerts.sh [COUNT]
#        eng/kill-alerts.sh --whole [COUNT]   kills the whole program, 10 times, at random moments after a scan of a real registry's image ended
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
case ${1:-} in --help|-h) sed -n '2,5s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;; esac
if [ "${1:-}" = --whole ]; then exec "$root/bench/kills.sh" "${2:-10}"; fi
dotnet build "$root/tests/DockerScan.Conversation.Tests" -c Release -v quiet -nologo -m:1
DOCKERSCAN_TEST_KILLS=${1:-100} "$root/artifacts/bin/DockerScan.Conversation.Tests/release/DockerScan.Conversation.Tests" -noColor -noLogo -showLiveOutput -class '*AlertLoopbackKillTests' -class '*AlertKillTests'
