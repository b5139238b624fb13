using System.Net;
using DockerScan.Sentinel.Output;

namespace DockerScan.Sentinel.Sink;

/// <summary>
/// Decides which connections get an event: a scan of thousands of addresses is told in full, a loop against one is not. One that says to the same place
/// what another said that was told is no loss: a service that waits for another asks it ten times a second.
/// </summary>
internal sealed class ConnectionLedger(Drops drops)
{
    public const int MaxEvents = 20_000;
    public const int MaxPerDestination = 200;
    private const int MaxDestinations = 4096;
    private readonly Dictionary<(IPAddress Address, int Port), int> _destinations = new(MaxDestinations);
    private readonly HashSet<int> _told = [];
    private int _events;

    /// <param name="address">Where it went.</param>
    /// <param name="port">The port.</param>
    /// <param name="head">Its first bytes, as far as they came.</param>
    public bool Take(IPAddress address, int port, ReadOnlySpan<byte> head)
    {
        // Drawn anew by each process: nobody can aim at another's.
        var mark = new HashCode();
        mark.Add(address);
        mark.Add(port);
        mark.AddBytes(head);
        var known = _destinations.TryGetValue((address, port), out var count);
        if (_events >= MaxEvents || count >= MaxPerDestination)
        {
            if (!_told.Contains(mark.ToHashCode()))
            {
                drops.Add("connections");
            }

            return false;
        }

        if (known || _destinations.Count < MaxDestinations)
        {
            _destinations[(address, port)] = count + 1;
        }

        _told.Add(mark.ToHashCode());
        _events++;
        return true;
    }
}
