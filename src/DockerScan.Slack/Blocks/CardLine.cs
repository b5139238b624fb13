namespace DockerScan.Slack.Blocks;

/// <summary>A line of a card.</summary>
internal sealed record CardLine(IReadOnlyList<CardSpan> Spans)
{
    public CardLine(params CardSpan[] spans)
        : this((IReadOnlyList<CardSpan>)[.. spans.Where(span => span.Text.Length > 0)])
    {
    }

    /// <summary>True of one that counts what its group does not show: it stays when others are cut.</summary>
    public bool IsRest { get; init; }

    /// <summary>Its characters and the line end; a link's address counts too, because Slack may count it.</summary>
    public int Length => Spans.Sum(span => span.Text.Length + (span.Url?.AbsoluteUri.Length ?? 0)) + 1;
}
