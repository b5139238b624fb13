using System.Net;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Sink;

/// <summary>Decides which connections get an event: a scan of thousands of addresses is told in full, a loop against one is not.</summary>
internal sealed class ConnectionLedger(Drops drops)
{
    public const int MaxEvents = 20_000;
    public const int MaxPerDestination = 200;
    private const int MaxDestinations = 4096;
    private readonly Dictionary<(IPAddress Address, int Port), int> _destinations = new(MaxDestinations);
    private int _events;

    public bool Take(IPAddress address, int port)
    {
        var known = _destinations.TryGetValue((address, port), out var count);
        if (_events >= MaxEvents || count >= MaxPerDestination)
        {
            drops.Add("connections");
            return false;
        }

        if (known || _destinations.Count < MaxDestinations)
        {
            _destinations[(address, port)] = count + 1;
        }

        _events++;
        return true;
    }
}
