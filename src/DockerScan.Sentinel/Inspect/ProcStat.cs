using System.Buffers.Text;

namespace DockerScan.Sentinel.Inspect;

/// <summary>What /proc/PID/stat says.</summary>
/// <param name="NameStart">Where the name begins in the text.</param>
/// <param name="NameLength">How long it is.</param>
/// <param name="State">R, S, D, T, Z …</param>
/// <param name="Parent">The parent's id; 0 when it is outside this PID namespace.</param>
/// <param name="CpuTicks">User and system time of its own.</param>
/// <param name="ChildTicks">That of all the children it has waited for.</param>
/// <param name="StartTicks">When it started.</param>
internal readonly record struct ProcStat(int NameStart, int NameLength, char State, int Parent, long CpuTicks, long ChildTicks, long StartTicks)
{
    public bool IsDead => State is 'Z' or 'X' or 'x';

    /// <summary>The name is in brackets and may hold anything, brackets, spaces and line breaks too: the last bracket ends it.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out ProcStat stat)
    {
        stat = default;
        var open = text.IndexOf((byte)'(');
        var close = text.LastIndexOf((byte)')');
        if (open < 0 || close < open || close + 2 >= text.Length)
        {
            return false;
        }

        // Behind the name, counted as proc(5) does: 3 state, 4 parent, 14 to 17 times, 22 start.
        Span<long> fields = stackalloc long[23];
        var rest = text[(close + 2)..];
        var state = (char)rest[0];
        var index = 3;
        foreach (var range in rest.Split((byte)' '))
        {
            if (index >= fields.Length)
            {
                break;
            }

            // Field 3 is a letter; no other one is needed that is not a number.
            if (!Utf8Parser.TryParse(rest[range], out long value, out _) && index is 4 or (>= 14 and <= 17) or 22)
            {
                return false;
            }

            fields[index++] = value;
        }

        if (index < fields.Length)
        {
            return false;
        }

        stat = new ProcStat(open + 1, close - open - 1, state, (int)fields[4], fields[14] + fields[15], fields[16] + fields[17], fields[22]);
        return true;
    }
}
