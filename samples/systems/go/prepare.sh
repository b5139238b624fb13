#!/bin/sh
# A static program with its list of modules in it.
set -e
CGO_ENABLED=0 GOFLAGS=-mod=mod GOPROXY=off GO111MODULE=on GOCACHE="${GOCACHE:-${TMPDIR:-/tmp}/dockerscan-go-cache}" go build -trimpath -o server .
