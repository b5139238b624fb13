#!/usr/bin/env bash
# Holds the loopback server against the platform's own client, and the cards against the platform's own types.
# usage: check.sh slack drive|cards. Needs npm and the built DockerScan.ChatLoopback.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root/tests/chat-clients/$1"
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --ignore-scripts --no-audit --no-fund --silent
fi
case $2 in
  drive) node drive.mjs "$root/artifacts/bin/DockerScan.ChatLoopback/release/DockerScan.ChatLoopback" ;;
  cards) npm run --silent check-cards ;;
  *) echo "usage: check.sh slack drive|cards" >&2; exit 64 ;;
esac
