using System.Globalization;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Scanners.Sandbox.Analysis.Model;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>TCP ports that are open to other machines and that the image does not declare, and who owns them. Loopback only is nobody's business.</summary>
/// <remarks>A server that listens on the port it declares does what it is for: that is listed, and no finding.</remarks>
internal sealed class TcpProcessRule : IBehaviorRule
{
    // From here on the kernel hands out ports, so that the number may be another in each run.
    private const int FirstEphemeral = 32768;

    private const int MaxLines = 10;

    public IEnumerable<FindingDraft> Find(BehaviorInput input)
    {
        var exposed = ExposedPorts.Read(input.Record.Configuration.ExposedPorts);
        var open = input.Sockets.All.Where(each => each.Event is { IsListening: true, Protocol: "tcp" } && !Addresses.IsLocalOnly(each.Event.LocalAddress)
            && !exposed.Contains((each.Event.LocalPort, "tcp")));
        foreach (var same in open.GroupBy(Location).OrderBy(same => same.Min(each => each.Event.LocalPort)).Take(BehaviorDrafts.MaxFindings))
        {
            var lines = same.OrderBy(each => each.Event.Ms).Take(MaxLines).Select(each => string.Create(CultureInfo.InvariantCulture,
                $"{input.At(each.Event.Ms)} {EvidenceText.Who(each.Process)}: listens on tcp {Addresses.Endpoint(each.Event.LocalAddress, each.Event.LocalPort)}"))
                .Append("EXPOSE: " + (input.Record.Configuration.ExposedPorts.Count == 0 ? "nothing" : string.Join(", ", input.Record.Configuration.ExposedPorts.Take(20))))
                .ToList();
            var port = string.Create(CultureInfo.InvariantCulture, $"{same.First().Event.LocalPort}");
            yield return BehaviorDrafts.Make(BehaviorChecks.TcpProcess, "listener-not-exposed", Severity.Medium, $"TCP port {port} is open but not declared with EXPOSE", same.Key, lines,
                "Switch the listener off, bind it to 127.0.0.1, or declare it with EXPOSE if it is meant.", Lineage.Of(input, same.Select(each => each.Process)));
        }
    }

    private static string Location(OwnedSocket socket)
        => socket.Event.LocalPort >= FirstEphemeral
            ? $"tcp/ephemeral {StablePath.Of(socket.Process?.Path ?? socket.Process?.Name ?? "unknown")}"
            : string.Create(CultureInfo.InvariantCulture, $"tcp/{socket.Event.LocalPort}");
}
