#!/usr/bin/env bash
# Kills what brings alerts at random moments, and drops the answers of both platforms, 100 times each (or COUNT): nothing is lost, and each alert is
# there once on Slack and on Discord, which are servers on this machine. test.sh runs a few of them.
# usage: eng/kill-alerts.sh [COUNT]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
case ${1:-} in --help|-h) sed -n '2,4s/^# //p' "${BASH_SOURCE[0]}"; exit 0 ;; esac
dotnet build "$root/tests/DockerScan.Conversation.Tests" -c Release -v quiet -nologo -m:1
DOCKERSCAN_TEST_KILLS=${1:-100} "$root/artifacts/bin/DockerScan.Conversation.Tests/release/DockerScan.Conversation.Tests" -noColor -noLogo -showLiveOutput -class '*AlertLoopbackKillTests' -class '*AlertKillTests'
