namespace DockerScan.Core.Stages;

/// <summary>Something that a stage saw and tells while it still runs. It decides nothing: what was seen counts when the stage has ended.</summary>
/// <param name="Kind">What.</param>
/// <param name="Subject">With whom, e.g. <c>pool.example:3333</c>; the whole line of <see cref="NewsKind.Line"/>. It may come out of the image: whoever shows it makes it fit.</param>
public sealed record StageNews(NewsKind Kind, string Subject);

/// <summary>What a stage can tell while it runs; what comes later tells more. The names are stored, and are only ever added.</summary>
public enum NewsKind
{
    /// <summary>A line of the scanner's own words, in English.</summary>
    Line,

    /// <summary>The image reached out.</summary>
    Contact,

    /// <summary>The image logged in to a mining pool.</summary>
    MinerLogin,

    /// <summary>A shell of the image is tied to a connection.</summary>
    Shell,

    /// <summary>A planted credential was sent away.</summary>
    TokenSent,
}
