#!/bin/sh
/bin/busybox mkdir -p /opt/tool /usr/local/bin
/bin/busybox cp /dist/bin/tool /opt/tool/tool
/bin/busybox cp /dist/bin/tool /usr/local/bin/tool
/bin/busybox chmod 755 /opt/tool/tool /usr/local/bin/tool
echo installed
