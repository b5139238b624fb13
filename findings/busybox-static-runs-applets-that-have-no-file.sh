#!/usr/bin/env bash
# Debian's busybox-static: a root file system that holds /bin/sh (that one binary) and nothing else has no wget, and a
# script in it that says "wget" runs wget all the same. Debian's other package, busybox, of the same source and version,
# answers "not found".
#
# Guess:  a word of a script that is no builtin and no file on PATH cannot be started, so who reads an image's files
#         knows which programs its scripts can start. BusyBox needs its links.
# Seen:   busybox-static 1:1.35.0-4 (Debian 12) is built to look among its own applets first. Small ones run inside the
#         shell; the others are started through /proc/self/exe, so they work in a container (which has /proc) and, without
#         /proc, are "not found" although `type` says that they are there. With busybox 1:1.35.0-4 both kinds are not found.
# Hurts:  who concludes from the list of files that a start script or a health check cannot run, and who takes a missing
#         wget or nc for a sign that an image cannot download.
#
# Needs root (chroot, a mount namespace) on Debian 12 amd64. Changes nothing outside of its temporary folder.
set -euo pipefail
version='1:1.35.0-4+deb12u1+b1'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
chmod 755 .
apt-get -o APT::Sandbox::User=root download -qq "busybox=$version" "busybox-static=$version"
for package in busybox busybox-static; do
  dpkg-deb -x "$package"_*.deb "$package"
  mkdir -p "$package-root/bin" "$package-root/proc" "$package-root/lib64" "$package-root/lib/x86_64-linux-gnu"
  cp "$package/bin/busybox" "$package-root/bin/sh"
done
# The dynamic one needs its loader and libraries, and nothing else.
cp /lib64/ld-linux-x86-64.so.2 busybox-root/lib64/
cp /lib/x86_64-linux-gnu/libc.so.6 /lib/x86_64-linux-gnu/libresolv.so.2 busybox-root/lib/x86_64-linux-gnu/

run() { # PACKAGE yes|no(/proc) SCRIPT
  # shellcheck disable=SC2016
  unshare -m sh -c '[ "$2" = no ] || mount -t proc proc "$1/proc"; exec chroot "$1" /bin/sh -c "$3"' sh "$1-root" "$2" "$3" 2>&1 || true
}

bad=0
expect() { # WORDS WANTED SEEN
  if [[ $3 == *"$2"* ]]; then echo "as seen:  $1: $2"; else echo "CHANGED:  $1: wanted '$2', got '$3'"; bad=1; fi
}

expect 'busybox-static with /proc, wget' 'BusyBox v1.35.0' "$(run busybox-static yes 'wget --help')"
expect 'busybox-static with /proc, exec wget' 'BusyBox v1.35.0' "$(run busybox-static yes 'exec wget --help')"
expect 'busybox-static without /proc, wget' 'not found' "$(run busybox-static no 'wget --help')"
expect 'busybox-static without /proc, type wget' 'wget is wget' "$(run busybox-static no 'type wget')"
expect 'busybox-static without /proc, id -u' '0' "$(run busybox-static no 'id -u')"
expect 'busybox with /proc, wget' 'not found' "$(run busybox yes 'wget --help')"
expect 'busybox with /proc, id -u' 'not found' "$(run busybox yes 'id -u')"
exit "$bad"
