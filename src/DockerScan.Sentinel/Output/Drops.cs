using DockerScan.Sentinel.Events;

namespace DockerScan.Sentinel.Output;

/// <summary>
/// Counts what was not reported. The first loss of a kind is told at once, for whoever counts may not live until the next heartbeat; the totals are
/// told when they changed, once a heartbeat.
/// </summary>
internal sealed class Drops(IEventSink sink)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, (long Count, long Told)> _totals = new(StringComparer.Ordinal);

    public void Add(string what)
    {
        lock (_gate)
        {
            var (count, told) = _totals.GetValueOrDefault(what);
            _totals[what] = (count + 1, count == 0 ? 1 : told);
            if (count > 0)
            {
                return;
            }
        }

        sink.Write(new DroppedEvent(what, 1));
    }

    public void Tell()
    {
        var changed = new List<DroppedEvent>();
        lock (_gate)
        {
            foreach (var (what, (count, told)) in _totals.ToArray())
            {
                if (count != told)
                {
                    changed.Add(new DroppedEvent(what, count));
                    _totals[what] = (count, count);
                }
            }
        }

        changed.ForEach(sink.Write);
    }
}
