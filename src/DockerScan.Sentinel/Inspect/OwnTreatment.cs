using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Kernel;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect;

/// <summary>
/// How the kernel treats the inspector when memory or processors are short. The files for it in /proc belong to root, whoever's process it
/// is, so a target may write there: that is told, as any other attack on the watcher.
/// </summary>
internal sealed class OwnTreatment(IEventSink sink)
{
    private static readonly byte[][] Files = ["/proc/self/oom_score_adj\0"u8.ToArray(), "/proc/self/autogroup\0"u8.ToArray()];
    private readonly byte[][] _first = [.. Files.Select(Read)];
    private bool _isTold;

    /// <summary>Looks once, and tells the first change.</summary>
    public void Look()
    {
        for (var i = 0; i < Files.Length && !_isTold; i++)
        {
            if (!Read(Files[i]).AsSpan().SequenceEqual(_first[i]))
            {
                _isTold = true;
                sink.Write(new AttackEvent(AttackEvent.Treated, 0, null));
            }
        }
    }

    private static byte[] Read(byte[] file)
    {
        Span<byte> buffer = stackalloc byte[128];
        var length = ProcFile.Read(file, buffer);
        return length <= 0 ? [] : buffer[..length].ToArray();
    }
}
