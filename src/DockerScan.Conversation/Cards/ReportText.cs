using System.Globalization;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Reports;
using DockerScan.Conversation.Strings;

namespace DockerScan.Conversation.Cards;

/// <summary>Where a report lies, in fields.</summary>
internal static class ReportText
{
    public static IEnumerable<ChatField> Fields(ReportLocation? report, CardStrings strings)
    {
        if (report?.Link is { } link)
        {
            yield return Link(link, strings);
        }
        else if (report?.Paths is { } paths)
        {
            yield return new ChatField(strings.Report, paths.Html);
            if (paths.Capture is { } capture)
            {
                yield return new ChatField(strings.Capture, capture);
            }
        }
    }

    /// <summary>The link, and until when it is good.</summary>
    public static ChatField Link(ReportLink link, CardStrings strings)
        => new(strings.Report, strings.OpenUntil(string.Create(CultureInfo.InvariantCulture, $"{link.Until.UtcDateTime:yyyy-MM-dd}")), link.Address);
}
