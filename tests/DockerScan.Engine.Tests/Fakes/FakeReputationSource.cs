using System.Collections.Concurrent;
using DockerScan.Core.Reputations;

namespace DockerScan.Engine.Tests.Fakes;

/// <summary>A reputation service that says what it is told to. Off until it is given a policy.</summary>
internal sealed class FakeReputationSource : IReputationSource
{
    public static ReputationPolicy FreeKey { get; } = new()
    {
        Account = "account",
        Limits = new QuotaLimits(PerMinute: 4, PerDay: 500, InteractiveReserve: 50),
        HarmlessAge = TimeSpan.FromDays(7),
        SuspiciousAge = TimeSpan.FromDays(2),
        MaliciousAge = TimeSpan.FromDays(30),
        UnknownAge = TimeSpan.FromHours(12),
    };

    public ReputationPolicy? Policy { get; set; }

    public string Version { get; set; } = "1";

    /// <summary>Every question, in order.</summary>
    public ConcurrentQueue<Indicator> Asked { get; } = [];

    public Func<Indicator, ReputationAnswer> Answer { get; set; } = _ => throw new InvalidOperationException("nobody was to ask");

    public static ReputationReport Report(Reputation reputation, DateTimeOffset checkedAt, int flagged = 0) => new()
    {
        Reputation = reputation, Flagged = flagged, Asked = 90, Link = "https://www.virustotal.com/gui/x", CheckedAt = checkedAt,
    };

    public Task<ReputationAnswer> AskAsync(Indicator indicator, CancellationToken cancellationToken)
    {
        Asked.Enqueue(indicator);
        return Task.FromResult(Answer(indicator));
    }
}
