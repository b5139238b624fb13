using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Scanners.Sandbox.Analysis.Model;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis.Report;

/// <summary>What it listened on: open to others first, not declared first.</summary>
internal static class ListenerList
{
    private const int FirstEphemeral = 32768;

    public static IReadOnlyList<NetworkListener> Make(BehaviorInput input, int max)
    {
        var exposed = ExposedPorts.Read(input.Record.Configuration.ExposedPorts);
        return [.. Sockets(input)
            .OrderBy(each => Addresses.IsLocalOnly(each.Event.LocalAddress)).ThenBy(each => exposed.Contains((each.Event.LocalPort, each.Event.Protocol))).ThenBy(each => each.Event.LocalPort)
            .Select(each => new NetworkListener(each.Event.Protocol, Addresses.Normalize(each.Event.LocalAddress), each.Event.LocalPort,
                each.Process is { } process ? ProcessName.Of(input, process) : null))
            .Distinct().Take(max)];
    }

    /// <summary>Listening TCP sockets, and UDP sockets that wait at a port of their own choice.</summary>
    public static IEnumerable<OwnedSocket> Sockets(BehaviorInput input)
    {
        var exposed = ExposedPorts.Read(input.Record.Configuration.ExposedPorts);
        return input.Sockets.All.Where(each => each.Event is { IsListening: true, Protocol: "tcp" } || (each.Event is { IsListening: true, Protocol: "udp" } && IsChosen(each.Event, exposed)));
    }

    // A UDP client is bound to a port that the kernel gave it, which looks like listening.
    private static bool IsChosen(SocketEvent socket, IReadOnlySet<(int Port, string Protocol)> exposed)
        => socket.LocalPort is > 0 and < FirstEphemeral || exposed.Contains((socket.LocalPort, "udp"));
}
