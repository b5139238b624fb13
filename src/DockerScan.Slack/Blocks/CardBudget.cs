namespace DockerScan.Slack.Blocks;

/// <summary>Shares a number of characters among groups: short groups stay whole, long ones lose their last lines.</summary>
internal static class CardBudget
{
    /// <summary>The groups as far as they fit, in their order, and how many lines were left out.</summary>
    public static (IReadOnlyList<CardGroup> Groups, int LeftOut) Fit(IReadOnlyList<CardGroup> groups, int budget)
    {
        var shares = new int[groups.Count];
        var (left, waiting) = (budget, groups.Count);
        foreach (var (index, group) in groups.Index().OrderBy(pair => pair.Item.Length))
        {
            shares[index] = Math.Min(group.Length, left / waiting);
            left -= shares[index];
            waiting--;
        }

        var fitted = groups.Select((group, index) => Cut(group, shares[index])).ToList();
        return ([.. fitted.Where(group => group.Length > 0)], groups.Sum(group => group.Lines.Count) - fitted.Sum(group => group.Lines.Count));
    }

    private static CardGroup Cut(CardGroup group, int share)
    {
        var left = share - (group.Heading?.Length ?? 0);
        // What counts the rest stays, whatever is cut before it.
        var rest = group.Lines is [.., { IsRest: true } last] && last.Length <= left ? last : null;
        left -= rest?.Length ?? 0;
        List<CardLine> lines = [];
        foreach (var line in rest is null ? group.Lines : group.Lines.SkipLast(1))
        {
            left -= line.Length;
            if (left < 0)
            {
                break;
            }

            lines.Add(line);
        }

        return group with { Lines = rest is null ? lines : [.. lines, rest] };
    }
}
