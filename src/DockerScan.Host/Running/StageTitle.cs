using DockerScan.Core;
using DockerScan.Core.Words;

namespace DockerScan.Host.Running;

/// <summary>A stage by the name that cards and reports have for it: its id where it is none of ours.</summary>
internal static class StageTitle
{
    /// <summary>As wide as the longest.</summary>
    public const int Width = 36;

    public static string Of(string stage) => Vocabulary.In(ReportLanguage.English).Title(stage) ?? DisplayText.Clean(stage, Width);

    /// <summary>Filled up, so that what follows stands in a column.</summary>
    public static string Wide(string stage) => Of(stage).PadRight(Width);

    /// <summary>Without the tool in brackets, for where several stand in one line.</summary>
    public static string Short(string stage) => Of(stage) is var title && title.IndexOf(" (", StringComparison.Ordinal) is > 0 and var end ? title[..end] : title;
}
