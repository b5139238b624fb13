using DockerScan.Core;
using DockerScan.Core.Tags;
using DockerScan.Core.Watches;

namespace DockerScan.Engine.Watching;

/// <summary>What became of the wish.</summary>
/// <param name="Watch">The watch; null when it was refused.</param>
/// <param name="IsNew">True when there was none like it.</param>
/// <param name="Refusal">Why it was refused.</param>
public sealed record WatchAnswer(Watch? Watch, bool IsNew, WatchRefusal? Refusal = null);

/// <summary>Why a watch was refused.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Limit">How many there may be; 0 where that is not why.</param>
/// <param name="Problem">What is wrong with the schedule; null where that is not why.</param>
/// <param name="Fault">What is wrong with the rule of tags; none where that is not why.</param>
public sealed record WatchRefusal(WatchRefusalKind Kind, int Limit = 0, ScanFailure? Problem = null, TagRuleFault Fault = TagRuleFault.None);

/// <summary>Why a watch was refused.</summary>
public enum WatchRefusalKind
{
    /// <summary>The schedule cannot be used.</summary>
    Schedule,

    /// <summary>The person has as many as one may have.</summary>
    TooManyOfPerson,

    /// <summary>As many speak in that channel as may.</summary>
    TooManyInChannel,

    /// <summary>There are as many as there may be.</summary>
    TooMany,

    /// <summary>The rule of its tags cannot be used.</summary>
    Tags,

    /// <summary>There is one like it, which is somebody else's.</summary>
    OfOthers,

    /// <summary>There is one like it, which stands in the file of watches.</summary>
    OfTheFile,
}
