namespace DockerScan.Slack.Blocks;

/// <summary>Lines that belong together.</summary>
/// <param name="Heading">The line above; null for none.</param>
/// <param name="Lines">The lines.</param>
/// <param name="IsList">Shown as a list.</param>
internal sealed record CardGroup(CardLine? Heading, IReadOnlyList<CardLine> Lines, bool IsList = false)
{
    public int Length => (Heading?.Length ?? 0) + Lines.Sum(line => line.Length);
}
