using System.Buffers.Text;
using System.Text;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect;

/// <summary>What /proc says of one process.</summary>
internal sealed record ProcessFacts(
    int ParentPid, long StartTicks, long CpuTicks, int Uid, int RealUid, ulong Capabilities, string? Executable, string Command)
{
    // Long enough for a command line that fills its event, short enough for hundreds of processes a second.
    private const int MaxBytes = 8 * 1024;

    /// <summary>Reads them, or null when the process is gone.</summary>
    public static ProcessFacts? Read(int pid)
    {
        Span<byte> buffer = stackalloc byte[MaxBytes];
        var length = ProcFile.Read($"/proc/{pid}/stat", buffer);
        if (length <= 0 || !ParseStat(buffer[..length], out var name, out var parent, out var cpu, out var start))
        {
            return null;
        }

        length = ProcFile.Read($"/proc/{pid}/status", buffer);
        if (length <= 0 || !ParseStatus(buffer[..length], out var uid, out var real, out var capabilities))
        {
            return null;
        }

        var executable = ProcFile.ReadLink($"/proc/{pid}/exe");
        length = ProcFile.Read($"/proc/{pid}/cmdline", buffer);
        return length < 0 ? null : new ProcessFacts(parent, start, cpu, uid, real, capabilities, executable, Words(buffer[..length], name));
    }

    /// <summary>Parses /proc/PID/stat. The name is in brackets and may hold anything, brackets and spaces too: the last bracket ends it.</summary>
    internal static bool ParseStat(ReadOnlySpan<byte> stat, out string name, out int parent, out long cpuTicks, out long startTicks)
    {
        (name, parent, cpuTicks, startTicks) = (string.Empty, 0, 0, 0);
        var open = stat.IndexOf((byte)'(');
        var close = stat.LastIndexOf((byte)')');
        if (open < 0 || close < open || close + 2 > stat.Length)
        {
            return false;
        }

        name = TargetText.Cut(Encoding.UTF8.GetString(stat[(open + 1)..close]), 64);
        // Behind the name, counted from 3 as proc(5) does: 4 parent, 14 user time, 15 system time, 22 start time.
        var field = 3;
        long user = 0;
        foreach (var range in stat[(close + 2)..].Split((byte)' '))
        {
            var text = stat[(close + 2)..][range];
            switch (field++)
            {
                case 4 when Utf8Parser.TryParse(text, out int value, out _):
                    parent = value;
                    break;
                case 14 when Utf8Parser.TryParse(text, out long value, out _):
                    user = value;
                    break;
                case 15 when Utf8Parser.TryParse(text, out long value, out _):
                    cpuTicks = user + value;
                    break;
                case 22:
                    return Utf8Parser.TryParse(text, out startTicks, out _);
            }
        }

        return false;
    }

    /// <summary>Parses /proc/PID/status. A name in it cannot forge a line: the kernel escapes line breaks there.</summary>
    internal static bool ParseStatus(ReadOnlySpan<byte> status, out int uid, out int real, out ulong capabilities)
    {
        (uid, real, capabilities) = (0, 0, 0);
        var found = 0;
        foreach (var range in status.Split((byte)'\n'))
        {
            var line = status[range];
            if (line.StartsWith("Uid:\t"u8))
            {
                var rest = line[5..];
                var tab = rest.IndexOf((byte)'\t');
                if (tab < 0 || !Utf8Parser.TryParse(rest, out uint realUid, out _) || !Utf8Parser.TryParse(rest[(tab + 1)..], out uint effective, out _))
                {
                    return false;
                }

                (real, uid) = (unchecked((int)realUid), unchecked((int)effective));
                found++;
            }
            else if (line.StartsWith("CapEff:\t"u8))
            {
                if (!Utf8Parser.TryParse(line[8..], out capabilities, out _, 'x'))
                {
                    return false;
                }

                found++;
            }
        }

        return found == 2;
    }

    /// <summary>The words of a command line, joined by a space.</summary>
    internal static string Words(ReadOnlySpan<byte> commandLine, string name)
    {
        var text = Encoding.UTF8.GetString(commandLine.TrimEnd((byte)0)).Replace('\0', ' ');
        return text.Length == 0 ? $"[{name}]" : TargetText.Cut(text);
    }
}
