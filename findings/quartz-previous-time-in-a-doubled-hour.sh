#!/usr/bin/env bash
# Quartz.NET: the time before and the time after do not agree in the hour that comes twice.
#
# Guess:  GetPreviousValidTimeBefore(t) is the last of the times that GetNextValidTimeAfter lists before t.
# Seen:   Quartz 4.7.3, "0 30 2 * * ?" in Europe/Berlin on 2026-10-25: forwards the night's time is 00:30Z, the first 02:30;
#         backwards, asked at noon, it is 01:30Z, the second 02:30, at which no trigger ever fires.
# Hurts:  whoever keeps a run under "the last time that it was due": what was missed is then kept under a time of its own, and
#         another process that fired at the planned time runs the same night again.
#
# Needs the .NET SDK 10 and tzdata. Changes nothing outside of its temporary folder.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >try.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Quartz" Version="4.7.3" /></ItemGroup>
</Project>
XML
cat >try.cs <<'CS'
using Quartz;

var times = new CronExpression("0 30 2 * * ?", TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
Console.WriteLine($"after the midnight before: {times.GetNextValidTimeAfter(DateTimeOffset.Parse("2026-10-24T22:00Z"))?.UtcDateTime:HH:mm}");
Console.WriteLine($"before the noon after: {times.GetPreviousValidTimeBefore(DateTimeOffset.Parse("2026-10-25T11:00Z"))?.UtcDateTime:HH:mm}");
CS
dotnet build -c Release -v quiet -nologo -nodeReuse:false -o out >build.log 2>&1 || { cat build.log; exit 1; }
seen=$(dotnet out/try.dll)
bad=0
expect() { # WANTED
  if grep -qxF "$1" <<<"$seen"; then echo "as seen:  $1"; else echo "CHANGED:  wanted '$1', got: $seen"; bad=1; fi
}
expect 'after the midnight before: 00:30'
expect 'before the noon after: 01:30'
exit "$bad"
