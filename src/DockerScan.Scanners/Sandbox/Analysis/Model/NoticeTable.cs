using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis.Model;

/// <summary>Who named which address to the kernel, told before the first packet: it holds for a process and a socket that nobody had time to look at.</summary>
internal sealed class NoticeTable
{
    // The network's sentinel may stamp a packet before the inspector has stamped the call that it told just before.
    private const long Slack = 50;

    private readonly Dictionary<(string Address, int Port), List<ContactEvent>> _byPlace = [];
    private readonly Dictionary<string, List<ContactEvent>> _byAddress = [];
    private readonly List<ContactEvent> _raw = [];
    private readonly List<ContactEvent> _more = [];
    private readonly ProcessTable _processes;

    public NoticeTable(IEnumerable<SentinelEvent> events, ProcessTable processes)
    {
        _processes = processes;
        foreach (var seen in events.OfType<ContactEvent>().Where(each => each.Call != "bind"))
        {
            if (seen.Call == "raw")
            {
                _raw.Add(seen);
            }
            else if (seen.Address is not { } named)
            {
                _more.Add(seen);
            }
            else
            {
                var address = Addresses.Normalize(named);
                Add(_byPlace, (address, seen.Port), seen);
                Add(_byAddress, address, seen);
            }
        }
    }

    /// <summary>Packets that a program made itself, header and all, each to the address that it named.</summary>
    public IEnumerable<ContactEvent> RawSends => _byAddress.Values.SelectMany(each => each).Where(each => each is { Call: "send", Protocol: "raw" });

    /// <summary>The process that named the place, last before the packet; for packets that no connection stands for, the one that makes raw ones; else the one that named more places than are told.</summary>
    public ProcessInstance? Find(string protocol, string address, int port, long ms, bool mayBeRaw)
        => Last(_byPlace.GetValueOrDefault((address, port)), protocol, ms)
            ?? (port == 0 || mayBeRaw ? Last(_byAddress.GetValueOrDefault(address)?.Where(each => IsRaw(each.Protocol)), protocol, ms) : null)
            ?? (mayBeRaw ? OfOneProgram(_raw) : null)
            ?? OfOneProgram(_more);

    private static bool IsRaw(string protocol) => protocol is "raw" or "packet" or "icmp" or "";

    private static void Add<TKey>(Dictionary<TKey, List<ContactEvent>> index, TKey key, ContactEvent seen)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var same))
        {
            index[key] = same = [];
        }

        same.Add(seen);
    }

    private ProcessInstance? Last(IEnumerable<ContactEvent>? named, string protocol, long ms)
    {
        var fitting = named?.Where(each => each.Protocol == protocol || IsRaw(each.Protocol)).ToList() ?? [];
        var last = fitting.Where(each => each.Ms <= ms + Slack).MaxBy(each => each.Ms) ?? fitting.MinBy(each => each.Ms);
        return last is null ? null : _processes.Find(last.Pid, last.Ms);
    }

    private ProcessInstance? OfOneProgram(List<ContactEvent> events)
    {
        var owners = events.Select(each => _processes.Find(each.Pid, each.Ms)).OfType<ProcessInstance>().Distinct().ToList();
        return owners.Select(each => each.Path ?? each.Name).Distinct().Count() == 1 ? owners[0] : null;
    }
}
