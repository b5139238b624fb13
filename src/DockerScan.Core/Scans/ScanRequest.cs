using DockerScan.Core.Images;

namespace DockerScan.Core.Scans;

/// <summary>A parsed, authorised wish for a scan.</summary>
/// <param name="Reference">The image.</param>
/// <param name="Platform">The platform; null for the default.</param>
/// <param name="Options">What is asked.</param>
/// <param name="RequestedBy">Who asked, for the record: <c>cli</c>, <c>slack:T1/C1/U1</c>.</param>
public sealed record ScanRequest(ImageReference Reference, ImagePlatform? Platform, ScanOptions Options, string RequestedBy)
{
    /// <summary>Who waits for it.</summary>
    public ScanPriority Priority { get; init; }

    /// <summary>Who has turns of his own in the queue: the person, in whichever channel: <c>slack:T1/U1</c>.</summary>
    public string Asker => RequestedBy.Split('/') is [var first, .., var last] ? $"{first}/{last}" : RequestedBy;

    /// <summary>Requests with the same key ask for the same scan, so the later joins the earlier while it is in flight.</summary>
    public string JoinKey => $"{Reference}|{Platform}|{Options.Sandbox}|{Options.WindowSeconds}";
}

/// <summary>What a person asks of a scan.</summary>
public sealed record ScanOptions
{
    /// <summary>The shortest time that the sandbox watches.</summary>
    public const int MinWindowSeconds = 5;

    /// <summary>The longest time that the sandbox watches.</summary>
    public const int MaxWindowSeconds = 600;

    /// <summary>Scan anew even if a fresh result is there.</summary>
    public bool Force { get; init; }

    /// <summary>False leaves the sandbox out, by request.</summary>
    public bool Sandbox { get; init; } = true;

    /// <summary>The same anew. A sandbox that was left out stays so, unless somebody says now how long it is to watch.</summary>
    /// <param name="earlier">What was asked of the scan before; null when that is not known.</param>
    public ScanOptions After(ScanOptions? earlier) => this with
    {
        Force = true,
        Sandbox = Sandbox && (WindowSeconds is not null || earlier is not { Sandbox: false }),
        WindowSeconds = WindowSeconds ?? (Sandbox ? earlier?.WindowSeconds : null),
    };

    /// <summary>How long the sandbox watches, in seconds, from <see cref="MinWindowSeconds"/> to <see cref="MaxWindowSeconds"/>; null for the configured window.</summary>
    public int? WindowSeconds { get; init; }
}
