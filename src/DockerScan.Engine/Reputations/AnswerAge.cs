using DockerScan.Core.Reputations;

namespace DockerScan.Engine.Reputations;

/// <summary>How long kept answers hold.</summary>
internal static class AnswerAge
{
    // Two machines' clocks differ a little; an answer from further ahead was given while a clock was wrong.
    private static readonly TimeSpan ClockSlack = TimeSpan.FromHours(1);

    /// <summary>True when an answer still holds at a time.</summary>
    public static bool IsFresh(ReputationReport report, ReputationPolicy policy, DateTimeOffset at)
        => at - report.CheckedAt < policy.AgeOf(report.Reputation) && report.CheckedAt - at < ClockSlack;

    /// <summary>When something unknown is asked again; null for never, and for everything known.</summary>
    public static DateTimeOffset? AskAgainAt(ReputationReport report, ReputationPolicy policy, DateTimeOffset? firstAnsweredAt, DateTimeOffset now)
    {
        if (report.Reputation != Core.Reputations.Reputation.Unknown)
        {
            return null;
        }

        var first = firstAnsweredAt is { } known && known <= now ? known : now;
        // Nullable, so that none left is not the smallest of times.
        return policy.AskAgainAfter.Select(after => (DateTimeOffset?)(first + after)).FirstOrDefault(at => at > now);
    }
}
