using DockerScan.Engine.Chat.Messages;

namespace DockerScan.Engine.Chat.Cards;

/// <summary>Where a report lies, in fields.</summary>
internal static class ReportText
{
    public static IEnumerable<ChatField> Fields(ReportLocation? report)
    {
        if (report?.Url is { } url)
        {
            yield return new ChatField("Report", url.AbsoluteUri);
        }
        else if (report?.Paths is { } paths)
        {
            yield return new ChatField("Report", paths.Html);
            if (paths.Capture is { } capture)
            {
                yield return new ChatField("Captured frames", capture);
            }
        }
    }
}
