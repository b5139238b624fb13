using System.Globalization;

namespace DockerScan.Sentinel.Capture;

/// <summary>What the kernel lost in this network namespace before anybody could see it, read from its own counters.</summary>
internal static class KernelCounters
{
    /// <summary>Packets that lo dropped because nobody took them off its queue in time (/proc/net/dev).</summary>
    public static long LoopbackDrops(string dev)
    {
        const int ReceiveDrops = 3;
        foreach (var line in dev.Split('\n'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && line.AsSpan(0, colon).Trim() is "lo")
            {
                var fields = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                return fields.Length > ReceiveDrops ? Number(fields[ReceiveDrops]) : 0;
            }
        }

        return 0;
    }

    /// <summary>Connections that found the listener's queue full (/proc/net/netstat): two lines a group, names and numbers.</summary>
    public static long ListenOverflows(string netstat)
    {
        var lines = netstat.Split('\n');
        for (var i = 0; i + 1 < lines.Length; i++)
        {
            if (lines[i].StartsWith("TcpExt:", StringComparison.Ordinal))
            {
                var at = Array.IndexOf(lines[i].Split(' '), "ListenOverflows");
                var numbers = lines[i + 1].Split(' ');
                return at > 0 && at < numbers.Length ? Number(numbers[at]) : 0;
            }
        }

        return 0;
    }

    private static long Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
