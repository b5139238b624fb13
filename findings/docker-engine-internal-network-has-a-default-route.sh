#!/usr/bin/env bash
# Docker engine 20.10: what a container on a network made with "docker network create --internal" knows of the way out.
#
# Guess:  no default route and no gateway, as on --network none: an internal network leads nowhere, and engines since then give none.
# Seen:   docker.io 20.10.24+dfsg1 (Debian 12): a default route over the bridge, the same as on an ordinary network; "docker inspect"
#         names it as the gateway, though the network is marked internal. On two internal networks it is the first one's.
# Hurts:  who tells from a container's routes whether it is sealed off (a probe, a test of a compose file, a scanner that reads
#         /proc/net/route of a container): here only the host's filter rules seal it, and without them it would lead out.
#
# Needs root on Debian 12 amd64. Starts an engine of its own, in a network namespace without a way out, in a temporary folder.
set -euo pipefail
work=$(mktemp -d)
engine=''
clean_up() {
  [ -z "$engine" ] || { kill "$engine" 2>/dev/null && wait "$engine" 2>/dev/null; } || true
  rm -rf "$work"
}
trap clean_up EXIT
cd "$work"
chmod 755 .
apt-get -o APT::Sandbox::User=root download -qq docker.io=20.10.24+dfsg1-1+deb12u1+b6 containerd=1.6.20~ds1-1+deb12u3 runc=1.1.5+ds1-1+deb12u1 tini libdevmapper1.02.1 busybox-static
for package in ./*.deb; do dpkg-deb -x "$package" x; done
export PATH="$work/x/usr/sbin:$work/x/usr/bin:$PATH" LD_LIBRARY_PATH="$work/x/lib/x86_64-linux-gnu:$work/x/usr/lib/x86_64-linux-gnu"
unshare -n sh -c 'ip link set lo up; exec dockerd --data-root "$0/data" --exec-root "$0/exec" --pidfile "$0/pid" -s vfs -H "unix://$0/s"' "$work" >"$work/log" 2>&1 &
engine=$!
export DOCKER_HOST="unix://$work/s"
for _ in $(seq 1 150); do timeout 5 docker version >/dev/null 2>&1 && break; sleep 0.2; done
version=$(docker version -f '{{.Server.Version}}')

mkdir -p root/bin
cp x/bin/busybox root/bin/
tar -C root -c . | docker import - box:1 >/dev/null
docker network create --internal --subnet 10.77.0.0/24 first >/dev/null
docker network create --internal --subnet 10.78.0.0/24 second >/dev/null
docker network create --subnet 10.79.0.0/24 ordinary >/dev/null
route() { docker run --rm --network "$1" box:1 /bin/busybox ip route | sed -n 's/^default via \([0-9.]*\) .*/\1/p'; }

bad=0
expect() { # WORDS WANTED SEEN
  if [ "$3" = "$2" ]; then echo "as seen:  $1: ${2:-none}"; else echo "CHANGED:  $1: wanted '$2', got '$3'"; bad=1; fi
}
expect version 20.10.24+dfsg1 "$version"
expect 'the network is internal' true "$(docker network inspect -f '{{.Internal}}' first)"
expect 'default route on it' 10.77.0.1 "$(route first)"
expect 'default route on an ordinary one' 10.79.0.1 "$(route ordinary)"
expect 'default route on none' '' "$(route none)"
docker create --name both --network first box:1 /bin/busybox ip route >/dev/null
docker network connect second both
docker start -a both >routes
docker run -d --name stays --network first box:1 /bin/busybox sleep 60 >/dev/null
expect 'gateway by docker inspect' 10.77.0.1 "$(docker inspect -f '{{.NetworkSettings.Networks.first.Gateway}}' stays)"
docker rm -f stays >/dev/null
expect 'default route on two internal ones' 10.77.0.1 "$(sed -n 's/^default via \([0-9.]*\) .*/\1/p' routes)"
exit "$bad"
