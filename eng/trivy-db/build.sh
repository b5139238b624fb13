#!/usr/bin/env bash
# Makes the sample database from samples/trivy-db/advisories.json. Needs golang-go and golang-github-coreos-bbolt-dev.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE="$root/.dockerscan/go-cache"
go run "$root/eng/trivy-db/main.go" build "$root/samples/trivy-db/advisories.json" "$root/samples/trivy-db"
