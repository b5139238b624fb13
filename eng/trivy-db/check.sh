#!/usr/bin/env bash
# Fails unless the committed sample database holds exactly what its source says.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE="$root/.dockerscan/go-cache"
go build -o "$folder/trivy-db" "$root/eng/trivy-db/main.go"
"$folder/trivy-db" build "$root/samples/trivy-db/advisories.json" "$folder/new"
"$folder/trivy-db" dump "$folder/new/db/trivy.db" >"$folder/source.txt"
"$folder/trivy-db" dump "$root/samples/trivy-db/db/trivy.db" >"$folder/committed.txt"
diff -u "$folder/source.txt" "$folder/committed.txt"
diff -u "$folder/new/db/metadata.json" "$root/samples/trivy-db/db/metadata.json"
