#!/bin/bash
set -e
exec /opt/scripts/setup.sh "$@"
