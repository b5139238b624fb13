#!/bin/sh
if [ "$1" = serve ]; then
  exec busybox httpd -f -p 9000
fi
