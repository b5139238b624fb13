#!/usr/bin/env bash
# .NET on Linux: TimeZoneInfo knows no gap and no doubled hour in zones whose "summer time" is negative, and Quartz.NET's next
# time then does not move on.
#
# Guess:  IsInvalidTime is true for 01:30 on the spring day in Europe/Dublin as it is in Europe/London, which has the same clocks;
#         IsAmbiguousTime likewise in autumn; and GetNextValidTimeAfter(t) is later than t.
# Seen:   .NET 10, the zone database as Debian installs it: Dublin's winter and the month in which Morocco puts its clocks back
#         are rules with DaylightDelta = -1 h. GetUtcOffset is right, but IsInvalidTime and IsAmbiguousTime are false all year.
#         Quartz 4.7.3 leans on them: asked for the time of "0 30 1" after 2026-03-29T00:30Z in Dublin, or of "0 30 2" after
#         2026-03-22T01:30Z in Casablanca, it answers that same time, so that a loop over the next times never ends.
# Hurts:  whoever lists the next times of a schedule in these zones hangs, on one day of the year; whoever checks a time that a
#         person typed takes one that never comes.
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

foreach (var (id, gap, twice, cron, after) in new[]
{
    ("Europe/London", "2026-03-29T01:30", "2026-10-25T01:30", "0 30 1 * * ?", "2026-03-29T00:30Z"),
    ("Europe/Dublin", "2026-03-29T01:30", "2026-10-25T01:30", "0 30 1 * * ?", "2026-03-29T00:30Z"),
    ("Africa/Casablanca", "2026-03-22T02:30", "2026-02-15T02:30", "0 30 2 * * ?", "2026-03-22T01:30Z"),
})
{
    var zone = TimeZoneInfo.FindSystemTimeZoneById(id);
    var at = DateTimeOffset.Parse(after);
    var next = new CronExpression(cron, zone).GetNextValidTimeAfter(at);
    Console.WriteLine($"{id} gap={zone.IsInvalidTime(DateTime.Parse(gap))} twice={zone.IsAmbiguousTime(DateTime.Parse(twice))} moves={next > at}");
}
CS
dotnet build -c Release -v quiet -nologo -nodeReuse:false -o out >build.log 2>&1 || { cat build.log; exit 1; }
seen=$(dotnet out/try.dll)
bad=0
expect() { # WANTED
  if grep -qxF "$1" <<<"$seen"; then echo "as seen:  $1"; else echo "CHANGED:  wanted '$1', got: $seen"; bad=1; fi
}
expect 'Europe/London gap=True twice=True moves=True'
expect 'Europe/Dublin gap=False twice=False moves=False'
expect 'Africa/Casablanca gap=False twice=False moves=False'
exit "$bad"
