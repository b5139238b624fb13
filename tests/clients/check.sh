#!/usr/bin/env bash
# Holds the loopback server against the platform's own client, and the cards against the platform's own types.
# usage: check.sh slack|discord|virustotal|mongodb|webhook drive|cards, or check.sh axe pages, or check.sh playwright walk. Needs npm and the built
# programs; mongodb python3-pymongo and python3-gridfs too; playwright an engine with the sample miner, Trivy, the sentinel and Chromium.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root/tests/clients/$1"
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --ignore-scripts --no-audit --no-fund --silent
fi
case $1 in
  slack) server=DockerScan.ChatLoopback ;;
  discord) server=DockerScan.DiscordLoopback ;;
  virustotal) server=DockerScan.VirusTotalLoopback ;;
  axe) server='' ;;
  mongodb) server=DockerScan.MongoLoopback ;;
  webhook | playwright) server=DockerScan.Host ;;
esac
case $2 in
  pages) [ "$1" = axe ] && "$root/artifacts/bin/DockerScan.Host.Tests/release/DockerScan.Host.Tests" -noColor -noLogo -class '*AxeTests' ;;
  drive)
    program="$root/artifacts/bin/$server/release/$server"
    node drive.mjs "$program"
    # The distribution's own Python has the distribution's driver.
    [ ! -f drive.py ] || /usr/bin/python3 -W ignore drive.py "$program"
    ;;
  walk) [ "$1" = playwright ] && node walk.mjs "$root/artifacts/bin/$server/release/$server" ;;
  cards) npm run --silent check-cards ;;
  *) echo "usage: check.sh slack|discord|virustotal|mongodb|webhook drive|cards, axe pages or playwright walk" >&2; exit 64 ;;
esac
