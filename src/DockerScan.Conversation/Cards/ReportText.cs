using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Reports;
using DockerScan.Conversation.Strings;

namespace DockerScan.Conversation.Cards;

/// <summary>Where a report lies, in fields.</summary>
internal static class ReportText
{
    public static IEnumerable<ChatField> Fields(ReportLocation? report, CardStrings strings)
    {
        if (report?.Url is { } url)
        {
            yield return new ChatField(strings.Report, url.AbsoluteUri, isLink: true);
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
}
