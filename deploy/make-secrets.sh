#!/usr/bin/env bash
# Makes deploy/secrets/: passwords and keys drawn anew, and empty files for the tokens that only you have. Files that are there stay.
set -euo pipefail
if [ "${1:-}" = --help ] || [ "${1:-}" = -h ]; then
  echo "Usage: deploy/make-secrets.sh [FOLDER]   Makes what docker-compose.yml needs as secrets; deploy/secrets when no folder is named."
  exit 0
fi
folder=${1:-"$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/secrets"}
owner=10001
mkdir -p "$folder"
# Nobody else comes into the folder; the files themselves are read by the user of the containers.
chmod 700 "$folder"

draw() { head -c "$1" /dev/urandom | base64 -w 0 | tr -d '=+/'; }

keep() { # NAME TEXT: a file, unless it is there
  local file="$folder/$1"
  if [ ! -e "$file" ]; then
    (umask 077 && printf '%s' "$2" >"$file")
    echo "made $file${3:+: $3}"
  fi
}

keep mongodb-root-password "$(draw 24)"
keep mongodb-password "$(draw 24)"
keep mongodb-replica-key "$(draw 512)"
keep mongodb-uri "mongodb://dockerscan:$(cat "$folder/mongodb-password")@mongodb:27017/dockerscan?replicaSet=rs0&authSource=dockerscan"
for token in slack-bot-token slack-app-token discord-bot-token virustotal-key; do
  keep "$token" "" "put the token in, if you have one, and nothing else"
done
if [ "$(id -u)" = 0 ]; then
  chown "$owner:$owner" "$folder"/*
  chmod 400 "$folder"/*
else
  # The containers' user is another one here; the folder keeps everybody else out. You put your tokens into the files.
  chmod 644 "$folder"/*
fi
