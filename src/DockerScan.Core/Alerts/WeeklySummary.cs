namespace DockerScan.Core.Alerts;

/// <summary>How the watches of a channel stand, and what seven days brought.</summary>
public sealed record WeeklySummary
{
    /// <summary>How many watches speak there.</summary>
    public required int Watches { get; init; }

    /// <summary>Findings of a high risk that are open, as the last complete result of each image says.</summary>
    public int OpenHigh { get; init; }

    /// <summary>Findings that were told.</summary>
    public int New { get; init; }

    /// <summary>Findings that were fixed, told or not.</summary>
    public int Fixed { get; init; }

    /// <summary>The open finding of a high risk that is known longest; null where there is none.</summary>
    public OldestFinding? Oldest { get; init; }

    /// <summary>Acceptances that hold for the images.</summary>
    public int Accepted { get; init; }

    /// <summary>Those of them that end within <see cref="ExpiresWithin"/>.</summary>
    public int Expiring { get; init; }

    /// <summary>How soon an acceptance ends to be counted as expiring.</summary>
    public static readonly TimeSpan ExpiresWithin = TimeSpan.FromDays(14);
}

/// <summary>A finding, and since when it is known.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Title">What it is. Hostile text, bounded.</param>
/// <param name="Image">In which image.</param>
/// <param name="Since">When the first scan that is kept found it.</param>
public sealed record OldestFinding(string Key, string Title, string Image, DateTimeOffset Since);
