using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Core.Scans;

namespace DockerScan.Core.Alerts;

/// <summary>Something that an image does or is set to do, as every run of the same image says it.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Text">What: a name, a port, a program. Hostile text, bounded.</param>
public sealed record DriftFact(DriftKind Kind, string Text)
{
    /// <summary>The most facts that are kept of one result.</summary>
    public const int Most = 500;

    private const int MaxText = 200;

    /// <summary>True when it stands in the image itself: another run cannot say otherwise.</summary>
    public bool IsFixed => Kind is DriftKind.Entrypoint or DriftKind.User or DriftKind.SetUid;

    /// <summary>What a result says; empty of what it could not see. Whether the image was seen running says <see cref="IsSeen"/>.</summary>
    public static IReadOnlySet<DriftFact> Of(ScanResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Settings(result).Concat(result.Findings.Where(IsSetUid).Select(finding => new DriftFact(DriftKind.SetUid, finding.Details.Location)))
            .Concat(result.Network.Select(Contact).OfType<DriftFact>()).Concat(result.Listeners.Select(Listener).OfType<DriftFact>())
            .Concat(result.Processes.Select(Process).OfType<DriftFact>())
            .Where(fact => fact.Text.Length > 0).Select(fact => fact with { Text = DisplayText.Clean(fact.Text, MaxText) }).Take(Most).ToHashSet();
    }

    /// <summary>Whether a result tells what the image does: one that did not run, or not to the end, does not say what is missing in it.</summary>
    public static bool IsSeen(ScanResult result) => new ResultReading(result).Sandbox == SandboxView.Seen;

    private static IEnumerable<DriftFact> Settings(ScanResult result)
    {
        if (result.Image?.Configuration is { } configuration)
        {
            yield return new DriftFact(DriftKind.Entrypoint, string.Join(' ', configuration.Entrypoint.Concat(configuration.Command)));
            yield return new DriftFact(DriftKind.User, configuration.User.Length == 0 ? "root" : configuration.User);
        }
    }

    // What the distribution brings is one finding, which names no file.
    private static bool IsSetUid(Finding finding) => finding.Details.Check == CheckIds.SetUid && finding.Details.Location.StartsWith('/');

    // A name, and never the address that a sandbox made up for it; an address that the image brought itself counts.
    private static DriftFact? Contact(NetworkContact contact)
    {
        var where = contact.Domain is { Length: > 0 } name ? string.Join('.', name.ToLowerInvariant().TrimEnd('.').Split('.').Select(SteadyText.Of)) : SteadyText.Of(contact.Address);
        return where is "*" ? null : new DriftFact(DriftKind.Contact, $"{contact.Protocol} {where}{Port(contact.Port)}");
    }

    // Docker's own resolver listens on 127.0.0.11, and what a kernel chose says nothing.
    private static DriftFact? Listener(NetworkListener listener)
        => listener.Address.StartsWith("127.0.0.11", StringComparison.Ordinal) || (IsLoopback(listener.Address) && SteadyText.IsEphemeral(listener.Port)) ? null
            : new DriftFact(DriftKind.Listener, $"{listener.Protocol}{Port(listener.Port)} {Name(listener.Process)}".TrimEnd());

    // One of which only a name in brackets was seen was ending just then: whether a look meets that is chance.
    private static DriftFact? Process(ObservedProcess process)
        => process.Executable is { Length: > 0 } path ? new DriftFact(DriftKind.Process, Name(path))
            : process.Command.StartsWith('[') ? null : new DriftFact(DriftKind.Process, Name(process.Command.Split(' ', 2)[0]));

    private static bool IsLoopback(string address) => address.StartsWith("127.", StringComparison.Ordinal) || address == "::1";

    private static string Port(int port) => port <= 0 ? string.Empty : SteadyText.IsEphemeral(port) ? " *" : FormattableString.Invariant($" {port}");

    private static string Name(string? path) => SteadyText.Of((path ?? string.Empty).Replace(" (deleted)", string.Empty, StringComparison.Ordinal));
}
