namespace DockerScan.Slack.Blocks;

/// <summary>Slack's bounds (its Block Kit reference), in UTF-16 units; ours are tighter where Slack does not say how it counts.</summary>
internal static class SlackLimits
{
    /// <summary>All text of one card; what is longer goes with it as a file.</summary>
    public const int Card = 9000;

    /// <summary>Kept free for the line that says what was left out.</summary>
    public const int Notice = 200;

    /// <summary>Slack's 3000 for a section's text, with a margin; rich text has no published limit.</summary>
    public const int Block = 2900;

    /// <summary>Slack's 150 for a header.</summary>
    public const int Header = 150;

    /// <summary>The line of a notification: escaped, five times as long at worst, it stays under Slack's 4000.</summary>
    public const int Fallback = 700;
}
