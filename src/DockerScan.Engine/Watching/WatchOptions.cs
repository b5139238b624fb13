using DockerScan.Core.Settings;
using DockerScan.Core.Watches;
using Microsoft.Extensions.Options;

namespace DockerScan.Engine.Watching;

/// <summary>How watches look.</summary>
public sealed class WatchOptions
{
    /// <summary>The section in the settings.</summary>
    public const string Section = "Watches";

    /// <summary>The file of watches as code; none when it is empty.</summary>
    public string Path { get; set; } = string.Empty;

    /// <summary>The whole pipeline runs at least every so many days, 1 to 90, whatever changed.</summary>
    [Between(1, 90)]
    public int FullEveryDays { get; set; } = 7;

    /// <summary>Over how many runs the scans are spread that another scanner, other rules or another sandbox ask for, 1 to 50.</summary>
    [Between(1, 50)]
    public int SpreadRuns { get; set; } = 5;

    /// <summary>How many watches look at the same time in one process, 1 to 64. Scans that they ask for wait in the queue behind those of people.</summary>
    [Between(1, 64)]
    public int Concurrency { get; set; } = 8;

    /// <summary>How many tags one watch follows at most, 1 to 200.</summary>
    [Between(1, 200)]
    public int MaxTags { get; set; } = 20;

    /// <summary>How many watches one person may have, 1 to 1,000.</summary>
    [Between(1, 1000)]
    public int MaxPerPerson { get; set; } = 20;

    /// <summary>How many watches may speak in one channel, 1 to 1,000.</summary>
    [Between(1, 1000)]
    public int MaxPerChannel { get; set; } = 50;

    /// <summary>How many watches there may be in all, those of the file included, 1 to 10,000.</summary>
    [Between(1, 10_000)]
    public int MaxWatches { get; set; } = 2000;

    internal WatchPolicy Policy => new(TimeSpan.FromDays(FullEveryDays), SpreadRuns);
}

/// <summary>What stands at the keys themselves, and no more.</summary>
[OptionsValidator]
internal sealed partial class WatchOptionsValidator : IValidateOptions<WatchOptions>;
