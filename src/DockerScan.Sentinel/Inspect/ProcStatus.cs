using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace DockerScan.Sentinel.Inspect;

/// <summary>
/// The head of /proc/PID/status. What stands behind the groups is not read: a process may have 65,536 of them, and must not
/// hide behind them.
/// </summary>
/// <param name="Group">The thread group: equal to the id for a process, another for a thread.</param>
/// <param name="RealUid">The real user.</param>
/// <param name="Uid">The effective user.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ProcStatus(int Group, int RealUid, int Uid)
{
    /// <summary>Parses them. A name cannot forge a line: the kernel escapes line breaks here.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out ProcStatus status)
    {
        status = default;
        var group = -1;
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range];
            if (line.StartsWith("Tgid:\t"u8))
            {
                _ = Utf8Parser.TryParse(line[6..], out group, out _);
            }
            else if (line.StartsWith("Uid:\t"u8))
            {
                var rest = line[5..];
                var tab = rest.IndexOf((byte)'\t');
                if (tab < 0 || group < 0
                    || !Utf8Parser.TryParse(rest, out uint real, out _)
                    || !Utf8Parser.TryParse(rest[(tab + 1)..], out uint effective, out _))
                {
                    return false;
                }

                status = new ProcStatus(group, unchecked((int)real), unchecked((int)effective));
                return true;
            }
        }

        return false;
    }
}
