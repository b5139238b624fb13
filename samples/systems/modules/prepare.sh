#!/bin/sh
# A package of one program, and rpm's own database with it, in SQLite. Debian's rpm keeps it in root's home.
set -e
here=$(pwd)
rpmbuild --quiet -bb --define "_topdir $here/top" --define "_sourcedir $here" --define "__strip /bin/true" --define "_build_id_links none" --define "debug_package %{nil}" tool.spec >/dev/null
mkdir -p rootfs/etc rootfs/var/lib/rpm installed
rpm --root "$here/installed" --dbpath /var/lib/rpm -i --nodeps --nosignature top/RPMS/*/*.rpm 2>/dev/null
cp installed/var/lib/rpm/rpmdb.sqlite rootfs/var/lib/rpm/
printf 'AlmaLinux release 8.9 (Midnight Oncilla)\n' >rootfs/etc/almalinux-release
printf 'NAME="AlmaLinux"\nID="almalinux"\nID_LIKE="rhel centos fedora"\nVERSION_ID="8.9"\n' >rootfs/etc/os-release
