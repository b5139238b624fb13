#!/bin/sh
# Run inside deploy/Dockerfile: lays out what the image has besides its base, below the folder named. Publishes the program and the
# sentinel, or takes them from /prebuilt (host/ and sentinel), where somebody published them already: so no network is needed.
set -eu
out=$1
program="$out/usr/local/lib/dockerscan"
mkdir -p "$program" "$out/var/lib/dockerscan" "$out/var/cache/trivy"
if [ -d /prebuilt ]; then
  cp -R /prebuilt/host/. "$program/"
  cp /prebuilt/sentinel "$program/sentinel"
else
  case "$(uname -m)" in aarch64 | arm64) rid=linux-arm64 ;; *) rid=linux-x64 ;; esac
  # The sentinel is linked statically.
  if ! command -v gcc >/dev/null 2>&1; then
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends gcc libc6-dev
  fi
  dotnet publish src/DockerScan.Host -c Release -r "$rid" -o "$program" -p:RestoreLockedMode=true -nologo
  dotnet publish src/DockerScan.Sentinel -c Release -r "$rid" -o /sentinel -p:PublishAot=true -p:RestoreLockedMode=true -nologo
  cp /sentinel/sentinel "$program/sentinel"
fi
cp deploy/healthcheck.sh "$program/healthcheck"
chmod -R a+rX,go-w "$program"
chmod 755 "$program/healthcheck" "$program/sentinel"
chown 10001:10001 "$out/var/lib/dockerscan" "$out/var/cache/trivy"
chmod 700 "$out/var/lib/dockerscan"
chmod 755 "$out/var/cache/trivy"
