using System.Text;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Kernel;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Inspect;

/// <summary>Code that processes have mapped from places where code does not belong, or out of files that were made or changed since the gate was opened.</summary>
/// <param name="sink">The events.</param>
/// <param name="drops">What is over a bound.</param>
/// <param name="isNewPath">True for such a file of the target.</param>
internal sealed class MappingWatch(IEventSink sink, Drops drops, Func<string, bool> isNewPath)
{
    // A start script that changes the owner of everything makes all libraries look so: each is told once, whoever has it.
    private const int MaxChanged = 512;

    private const int MaxTold = 1024;
    private const int MaxPerProcess = 64;
    private const int MaxBytes = 4 << 20;
    private const int BufferBytes = 64 * 1024;

    // Ages of a program at which its mappings are read: it may load more at any time, mostly it does so at its start.
    private static readonly int[] AgesMs = [200, 1000, 3000];
    private const int LaterMs = 5000;

    private readonly Dictionary<(int Pid, long Start), State> _states = [];
    private readonly HashSet<(int, long, ulong)> _told = [];
    private readonly HashSet<ulong> _changed = [];
    private readonly LivingThread _living = new();
    private readonly byte[] _buffer = new byte[BufferBytes];
    private long _pass;

    public void Scan(Tracked[] processes)
    {
        var now = Monotonic.Ms;
        _pass++;
        foreach (var process in processes)
        {
            var key = (process.Pid, process.Facts.StartTicks);
            var state = _states.TryGetValue(key, out var known) && known.Generation == process.Generation
                ? known
                : new State(process.Generation, process.ChangedMs + AgesMs[0], 0, 0, 0);
            if (now >= state.NextMs)
            {
                var next = state.Reads + 1 < AgesMs.Length ? process.ChangedMs + AgesMs[state.Reads + 1] : now + LaterMs;
                state = state with { NextMs = next, Reads = state.Reads + 1, Told = Read(process, state.Told) };
            }

            _states[key] = state with { Pass = _pass };
        }

        foreach (var (key, state) in _states)
        {
            if (state.Pass != _pass)
            {
                _states.Remove(key);
            }
        }
    }

    private int Read(Tracked process, int told)
    {
        var fd = ProcFile.Open(new ProcPath(stackalloc byte[ProcPath.MaxLength]).Of(_living.Of(process.Pid), "maps"u8), LibC.OpenReadOnly);
        if (fd < 0)
        {
            return told;
        }

        var (filled, total) = (0, 0);
        int count;
        while (total < MaxBytes && (count = ReadSome(fd, _buffer.AsSpan(filled))) > 0)
        {
            filled += count;
            total += count;
            var used = Lines(process, _buffer.AsSpan(0, filled), ref told);
            // A line is shorter than the buffer: a path is at most a page.
            _buffer.AsSpan(used, filled - used).CopyTo(_buffer);
            filled -= used;
        }

        if (total >= MaxBytes)
        {
            drops.Add("mappings");
        }

        _ = LibC.Close(fd);
        return told;
    }

    private static unsafe int ReadSome(int fd, Span<byte> buffer)
    {
        fixed (byte* p = buffer)
        {
            return (int)LibC.Read(fd, p, buffer.Length);
        }
    }

    private int Lines(Tracked process, ReadOnlySpan<byte> text, ref int told)
    {
        var used = 0;
        int end;
        while ((end = text[used..].IndexOf((byte)'\n')) >= 0)
        {
            var line = MapLine.Parse(text.Slice(used, end));
            used += end + 1;
            if (line.IsSuspicious && !_told.Contains((process.Pid, process.Facts.StartTicks, Mark.Of(line.Path))))
            {
                Tell(process, line, ref told);
            }
            else if (line is { IsCode: true, IsSuspicious: false } && !_changed.Contains(Mark.Of(line.Path)))
            {
                TellChanged(process, line);
            }
        }

        return used;
    }

    private void Tell(Tracked process, MapLine line, ref int told)
    {
        if (_told.Count >= MaxTold || told >= MaxPerProcess)
        {
            drops.Add("mappings");
            return;
        }

        told++;
        _told.Add((process.Pid, process.Facts.StartTicks, Mark.Of(line.Path)));
        sink.Write(new MappingEvent(process.Pid, TargetText.Cut(Encoding.UTF8.GetString(line.Path)), line.IsDeleted));
    }

    private void TellChanged(Tracked process, MapLine line)
    {
        var path = Encoding.UTF8.GetString(line.Path);
        if (path == process.Facts.Executable || !isNewPath(path))
        {
            return;
        }

        if (_changed.Count >= MaxChanged)
        {
            drops.Add("changed");
            return;
        }

        _changed.Add(Mark.Of(line.Path));
        sink.Write(new MappingEvent(process.Pid, TargetText.Cut(path), IsDeleted: false));
    }

    private sealed record State(int Generation, long NextMs, int Reads, int Told, long Pass);
}
