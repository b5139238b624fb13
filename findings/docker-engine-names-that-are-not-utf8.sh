#!/usr/bin/env bash
# Docker engine 20.10: two files whose names are not UTF-8 (café in Latin-1, as old archives and builds have it).
#
# Guess:  GET /containers/ID/archive?path=… takes a path by its bytes (percent-encoded, they all arrive) and gives that file,
#         or says 404; its header X-Docker-Container-Path-Stat says which file it took.
# Seen:   docker.io 20.10.24+dfsg1 (Debian 12): 200, a header with the right size, and an archive without any entry. "docker cp"
#         of such a file ends with 0 and has copied nothing. The archive of its folder holds both files, names and bytes intact.
# Hurts:  who reads single files out of a stopped container and takes 200, or an exit code of 0, for "here is the file": a scanner
#         that asks so has not looked into it.
#
# Needs root on Debian 12 amd64. Starts an engine of its own, without a network, in a temporary folder.
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
apt-get -o APT::Sandbox::User=root download -qq docker.io=20.10.24+dfsg1-1+deb12u1+b6 containerd=1.6.20~ds1-1+deb12u3 runc=1.1.5+ds1-1+deb12u1 tini libdevmapper1.02.1
for package in ./*.deb; do dpkg-deb -x "$package" x; done
export PATH="$work/x/usr/sbin:$work/x/usr/bin:$PATH" LD_LIBRARY_PATH="$work/x/lib/x86_64-linux-gnu:$work/x/usr/lib/x86_64-linux-gnu"
dockerd --data-root "$work/data" --exec-root "$work/exec" --pidfile "$work/pid" --bridge none --iptables=false -s vfs -H "unix://$work/s" >"$work/log" 2>&1 &
engine=$!
export DOCKER_HOST="unix://$work/s"
for _ in $(seq 1 150); do docker version >/dev/null 2>&1 && break; sleep 0.2; done
version=$(docker version -f '{{.Server.Version}}')

printf 'one\n' >"caf"$'\xe9'
printf 'second\n' >"caf"$'\xe8'
mkdir -p root/d
mv caf* root/d/
id=$(tar -C root -c . | docker import - names:1 >/dev/null && docker create names:1 /none)

ask() { # ask PATH: status, the header's name, and the archive's names with sizes; bytes that are no ASCII as octal
  local status
  status=$(curl -s --unix-socket "$work/s" "http://x/containers/$id/archive?path=$1" -D "$work/head" -o "$work/out.tar" -w '%{http_code}')
  printf '%s header=%s archive=%s' "$status" "$(sed -n 's/^X-Docker-Container-Path-Stat: //Ip' "$work/head" | tr -d '\r' | base64 -d | sed -n 's/.*"name":"\([^"]*\)","size":\([0-9]*\).*/\1:\2/p')" \
    "$(LC_ALL=C tar -tvf "$work/out.tar" 2>/dev/null | awk '$1 !~ /^d/ { print $6 ":" $3 }' | LC_ALL=C sort | paste -sd, -)"
}

bad=0
expect() { # WORDS WANTED SEEN
  if [ "$3" = "$2" ]; then echo "as seen:  $1: $2"; else echo "CHANGED:  $1: wanted '$2', got '$3'"; bad=1; fi
}
expect version 20.10.24+dfsg1 "$version"
expect 'é by its byte' '200 header=caf\ufffd:4 archive=' "$(ask /d/caf%E9)"
expect 'è by its byte' '200 header=caf\ufffd:7 archive=' "$(ask /d/caf%E8)"
expect 'é in UTF-8' '404 header= archive=' "$(ask /d/caf%C3%A9)"
expect 'the folder' '200 header=d:4096 archive=d/caf\350:7,d/caf\351:4' "$(ask /d)"
copied=0
docker cp "$id:/d/caf"$'\xe9' "$work/copied" >/dev/null 2>&1 || copied=$?
expect 'docker cp of é ends with' 0 "$copied"
expect 'and has made' nothing "$([ -e "$work/copied" ] && echo something || echo nothing)"
exit "$bad"
