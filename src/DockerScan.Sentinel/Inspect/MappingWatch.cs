using System.Globalization;
using System.Text;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect;

/// <summary>Code that processes have mapped from places where code does not belong.</summary>
internal sealed class MappingWatch(IEventSink sink, Drops drops)
{
    private const int MaxTold = 1024;
    private const int MaxBytes = 256 * 1024;
    private const int AgeMs = 200;

    private static readonly string[] Places = ["/tmp/", "/var/tmp/", "/dev/shm/", "/run/"];

    private readonly HashSet<(int, string)> _told = [];
    private readonly byte[] _buffer = new byte[MaxBytes];

    /// <summary>Reads the mappings of those processes that have had the time to load what they load, once each.</summary>
    public void Scan(IReadOnlyCollection<Tracked> processes)
    {
        var now = Monotonic.Ms;
        foreach (var process in processes.Where(each => each is { IsTold: true, AreMappingsRead: false } && now - each.SeenMs >= AgeMs))
        {
            process.AreMappingsRead = true;
            var length = ProcFile.Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Pid}/maps"), _buffer);
            foreach (var (path, isDeleted) in Suspicious(Encoding.UTF8.GetString(_buffer, 0, Math.Max(0, length))))
            {
                Tell(process.Pid, path, isDeleted);
            }
        }
    }

    /// <summary>The executable mappings that are deleted, only in memory or in a place for temporary files.</summary>
    internal static IEnumerable<(string Path, bool IsDeleted)> Suspicious(string maps)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in maps.Split('\n'))
        {
            // address, permissions, offset, device, inode, path; the path may hold spaces.
            var fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 6 || !fields[1].Contains('x', StringComparison.Ordinal) || !fields[5].StartsWith('/'))
            {
                continue;
            }

            var isDeleted = fields[5].EndsWith(" (deleted)", StringComparison.Ordinal);
            if ((isDeleted || Places.Any(place => fields[5].StartsWith(place, StringComparison.Ordinal))) && seen.Add(fields[5]))
            {
                yield return (fields[5], isDeleted);
            }
        }
    }

    private void Tell(int pid, string path, bool isDeleted)
    {
        if (_told.Count >= MaxTold)
        {
            drops.Add("mappings");
        }
        else if (_told.Add((pid, path)))
        {
            sink.Write(new MappingEvent(pid, TargetText.Cut(path), isDeleted));
        }
    }
}
