#!/bin/bash
# healthcheck /healthz|/readyz: 0 when the listener of this container answers with 200. Without curl: the image has none.
exec 2>/dev/null 3<>"/dev/tcp/127.0.0.1/${DOCKERSCAN_HEALTH_PORT:-8080}" || exit 1
printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' "${1:-/healthz}" >&3
IFS= read -r -t 8 status <&3
case "$status" in *" 200 "* | *" 200"$'\r') exit 0 ;; *) exit 1 ;; esac
