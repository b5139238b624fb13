#!/bin/sh
# The list says which checksum the program has; it is the one of the program that is put in.
set -e
printf 'Z:Q1%s\n\n' "$(openssl dgst -sha1 -binary busybox | base64)" >>rootfs/lib/apk/db/installed
