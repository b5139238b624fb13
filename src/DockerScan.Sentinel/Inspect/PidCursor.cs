using System.Buffers.Text;
using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Inspect;

/// <summary>
/// The last process id that was given out in this PID namespace: the fifth field of /proc/loadavg. One small read says whether
/// there is anything new, and what its number is; a folder of hundreds need not be read for that.
/// </summary>
internal sealed unsafe class PidCursor : IDisposable
{
    private readonly int _fd = ProcFile.Open("/proc/loadavg\0"u8, LibC.OpenReadOnly);

    /// <summary>The number; -1 unknown.</summary>
    public int Last
    {
        get
        {
            const int size = 128;
            var buffer = stackalloc byte[size];
            var length = _fd < 0 ? -1 : (int)LibC.ReadAt(_fd, buffer, size, 0);
            return length <= 0 ? -1 : Parse(new ReadOnlySpan<byte>(buffer, length));
        }
    }

    public void Dispose()
    {
        if (_fd >= 0)
        {
            _ = LibC.Close(_fd);
        }
    }

    internal static int Parse(ReadOnlySpan<byte> text)
    {
        text = text.TrimEnd((byte)'\n');
        var space = text.LastIndexOf((byte)' ');
        return space >= 0 && Utf8Parser.TryParse(text[(space + 1)..], out int last, out var used) && used == text.Length - space - 1 ? last : -1;
    }
}
