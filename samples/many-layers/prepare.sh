#!/bin/sh
# 125 layers, the most that the engine's overlay driver takes.
set -e
i=1
while [ "$i" -le 124 ]; do
  echo "layer $i" >"f$i"
  echo "COPY f$i /f$i" >>Dockerfile
  i=$((i + 1))
done
