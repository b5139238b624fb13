#!/usr/bin/env sh
cd /app/scripts
export MODE=production
. ./three.sh
