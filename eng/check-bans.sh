#!/usr/bin/env bash
# Fails if the ban list stops firing: a file that uses a banned symbol must not build under src/.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
probe="$root/src/.ban-probe"
trap 'rm -rf "$probe" "$root/artifacts/obj/BanProbe" "$root/artifacts/bin/BanProbe"' EXIT
mkdir -p "$probe"
echo '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><RestorePackagesWithLockFile>false</RestorePackagesWithLockFile><RestoreLockedMode>false</RestoreLockedMode></PropertyGroup></Project>' >"$probe/BanProbe.csproj"
echo 'namespace BanProbe; internal static class Probe { public static System.DateTime Now => System.DateTime.UtcNow; }' >"$probe/Probe.cs"
if dotnet build "$probe/BanProbe.csproj" -nologo >"$probe/log" 2>&1; then
  echo "DateTime.UtcNow was not refused" >&2
  exit 1
fi
grep -q 'RS0030' "$probe/log" || { cat "$probe/log" >&2; exit 1; }
