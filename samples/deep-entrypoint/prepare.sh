#!/bin/sh
# Links cannot be kept in every checkout, so they are made here.
set -e
mkdir -p bin usr/bin
ln -sf busybox bin/sh
ln -sf ../../bin/busybox usr/bin/env
ln -sf scripts/one.sh app/start
chmod +x app/scripts/*
