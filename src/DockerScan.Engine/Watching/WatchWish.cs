using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Watches;

namespace DockerScan.Engine.Watching;

/// <summary>A watch that is wished for.</summary>
/// <param name="Image">The image.</param>
/// <param name="Schedule">When, as a person says it.</param>
/// <param name="Zone">The time zone; null for the usual one.</param>
/// <param name="Owner">Who asks, as <see cref="Watch.Owner"/>.</param>
public sealed record WatchWish(ImageReference Image, string Schedule, string? Zone, string Owner)
{
    /// <summary>The id of one from the file; null for a new one.</summary>
    public string? Id { get; init; }

    /// <summary>As <see cref="Watch.IsOfRunning"/>.</summary>
    public bool IsOfRunning { get; init; }

    /// <summary>As <see cref="Watch.Tags"/>.</summary>
    public string? Tags { get; init; }

    /// <summary>As <see cref="Watch.Newest"/>.</summary>
    public int? Newest { get; init; }

    /// <summary>As <see cref="Watch.Platforms"/>.</summary>
    public IReadOnlyList<ImagePlatform> Platforms { get; init; } = [];

    /// <summary>As <see cref="Watch.Places"/>.</summary>
    public IReadOnlyList<WatchPlace> Places { get; init; } = [];

    /// <summary>As <see cref="Watch.IsFull"/>.</summary>
    public bool IsFull { get; init; }

    /// <summary>As <see cref="Watch.Tell"/>.</summary>
    public TellWhen? Tell { get; init; }

    /// <summary>As <see cref="Watch.Quiet"/>.</summary>
    public QuietHours? Quiet { get; init; }

    /// <summary>As <see cref="Watch.Language"/>.</summary>
    public ReportLanguage Language { get; init; }

    /// <summary>As <see cref="Watch.FirstScan"/>; not of one that is only changed.</summary>
    public ScanId? FirstScan { get; init; }

    /// <summary>True for who may change the watches of others.</summary>
    public bool MayForOthers { get; init; }
}
