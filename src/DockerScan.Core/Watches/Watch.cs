using DockerScan.Core.Images;
using DockerScan.Core.Tags;
using DockerScan.Core.Watches.Schedules;

namespace DockerScan.Core.Watches;

/// <summary>A wish to keep looking at an image.</summary>
public sealed record Watch
{
    /// <summary>Its id: of an id generator, or the name that it has in the file of watches.</summary>
    public required string Id { get; init; }

    /// <summary>The image; with <see cref="Tags"/> or <see cref="Newest"/> its repository counts, and its tag does not.</summary>
    public required ImageReference Image { get; init; }

    /// <summary>A regular expression that the tags must match; null for none.</summary>
    public string? Tags { get; init; }

    /// <summary>How many of the newest versions, 1 or more; null for no such rule.</summary>
    public int? Newest { get; init; }

    /// <summary>The platforms; empty for the one that is scanned when nobody asks for another.</summary>
    public IReadOnlyList<ImagePlatform> Platforms { get; init; } = [];

    /// <summary>When it looks.</summary>
    public required WatchSchedule Schedule { get; init; }

    /// <summary>Where it speaks; empty where nobody is told and whoever wants to know asks.</summary>
    public IReadOnlyList<WatchPlace> Places { get; init; } = [];

    /// <summary>Who asked for it, as <c>ScanRequest.RequestedBy</c> is written; of one from the file, <see cref="FromFile"/>.</summary>
    public required string Owner { get; init; }

    /// <summary>True: the whole pipeline each time, whatever changed.</summary>
    public bool IsFull { get; init; }

    /// <summary>True keeps it from being due.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Until when it says nothing, though it looks; null when it may speak.</summary>
    public DateTimeOffset? MutedUntil { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when it is due by this schedule: when that was last set, or the watch was set going again. Times before it are not made up for; null for <see cref="CreatedAt"/>.</summary>
    public DateTimeOffset? DueSince { get; init; }

    /// <summary>The language of the place that it speaks to.</summary>
    public ReportLanguage Language { get; init; }

    /// <summary>The scan that a person was shown when the watch was made; null when there was none.</summary>
    public ScanId? FirstScan { get; init; }

    /// <summary>When it tells what it found; null for what the settings say.</summary>
    public TellWhen? Tell { get; init; }

    /// <summary>Hours in which it says nothing that may wait; null for what the settings say.</summary>
    public QuietHours? Quiet { get; init; }

    /// <summary>Where it cannot speak, until it can again or is set anew.</summary>
    public IReadOnlyList<LostPlace> Lost { get; init; } = [];

    /// <summary>True when it follows what the container engine runs: each of those images has a watch of its own, kept in step, and this one looks at none.</summary>
    public bool IsOfRunning { get; init; }

    /// <summary>The watch of what runs that made this one; null when a person or the file did.</summary>
    public string? Follows { get; init; }

    /// <summary>Since when its image runs no more, so that it rests; null while it runs, and of one that follows nothing.</summary>
    public DateTimeOffset? GoneSince { get; init; }

    /// <summary>True when it does not look: paused, or what it follows runs no more.</summary>
    public bool Rests => IsPaused || GoneSince is not null;

    /// <summary>What runs and has no watch, by name, because no registry is known to have it or there are as many watches as may be.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>What a person says for what the engine runs. The image of that name is <c>docker.io/library/running</c>.</summary>
    public const string Running = "running";

    /// <summary>What people call it: its image, of one that follows what runs without the digest that runs.</summary>
    public string Name => IsOfRunning ? Running : Follows is null ? Image.Familiar : Image.Familiar.Split('@')[0];

    /// <summary>The <see cref="Owner"/> of watches that stand in the file.</summary>
    public const string FromFile = "config";

    /// <summary>True when it stands in the file of watches: only there it is changed and removed.</summary>
    public bool IsFromFile => Owner == FromFile;

    /// <summary>True when it follows tags by a rule.</summary>
    public bool HasRule => Tags is not null || Newest is not null;

    /// <summary>Which tags it follows: its image's own, or those that its rule chooses. The newest keep the form of the image's tag, unless that is <c>latest</c>.</summary>
    public TagRule Rule => RuleOf(Image, Tags, Newest);

    /// <summary>The platforms to look at, one at least.</summary>
    public IReadOnlyList<ImagePlatform> LookedAt => Platforms.Count > 0 ? Platforms : [ImagePlatform.Default];

    /// <summary>Which tags a watch of an image with these follows.</summary>
    public static TagRule RuleOf(ImageReference image, string? tags, int? newest)
    {
        ArgumentNullException.ThrowIfNull(image);
        return tags is null && newest is null ? new TagRule { Names = image.Tag is { } tag ? [tag] : [] }
            : new TagRule { Include = tags, Newest = newest, Like = newest is null || image.Tag == "latest" ? null : image.Tag };
    }

    /// <summary>Whether it says nothing now.</summary>
    public bool IsMutedAt(DateTimeOffset now) => MutedUntil > now;
}
