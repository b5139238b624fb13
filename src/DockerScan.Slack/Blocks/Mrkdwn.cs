namespace DockerScan.Slack.Blocks;

/// <summary>Slack's markup, for the few places that have no plain text.</summary>
internal static class Mrkdwn
{
    /// <summary>The three characters that Slack gives a meaning; without <c>&lt;</c> there is no mention and no link. The ampersand first.</summary>
    public static string Escape(string text)
        => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>What a person typed, from how Slack sends it. The ampersand last.</summary>
    public static string Unescape(string text)
        => text.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);
}
