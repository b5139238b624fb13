#!/bin/sh
echo '192.0.2.9 updates.example' >>/etc/hosts
echo 'nameserver 192.0.2.10' >/etc/resolv.conf
/bin/busybox sleep 2
