using DockerScan.Conversation.Audit;
using DockerScan.Core.Stores;

namespace DockerScan.Conversation.Tests.Audit;

public sealed class RefusalCountsTests
{
    private static readonly DateTimeOffset Start = new(2026, 9, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly RefusalCounts _counts = new();

    [Fact]
    public void Take_OnePersonAgain_IsRecordedOnceAndThenCounted()
    {
        Assert.NotNull(_counts.Take(Refused("U1", 0)));
        Assert.All(Enumerable.Range(1, 40), minute => Assert.Null(_counts.Take(Refused("U1", minute))));

        Assert.Empty(_counts.Drain(Start.AddMinutes(59)));
        var counted = Assert.Single(_counts.Drain(Start.AddMinutes(60)));
        Assert.Equal(("U1", 40, Start.AddMinutes(40)), (counted.User, counted.Count, counted.At));
        Assert.NotNull(_counts.Take(Refused("U1", 61)));
    }

    [Fact]
    public void Drain_OnlyOnce_LeavesNothingToCount()
    {
        _counts.Take(Refused("U1", 0));

        Assert.Empty(_counts.Drain(Start, all: true));
    }

    [Fact]
    public void Take_MorePeopleThanRoom_AreCountedTogether()
    {
        var recorded = Enumerable.Range(0, 5000).Count(user => _counts.Take(Refused($"U{user}", 0)) is not null);

        Assert.Equal(RefusalCounts.MaxPeople + 1, recorded);
        var several = Assert.Single(_counts.Drain(Start, all: true));
        Assert.Equal((RefusalCounts.Several, string.Empty, 5000 - RefusalCounts.MaxPeople - 1), (several.User, several.Place, several.Count));
    }

    private static AuditedCommand Refused(string user, int minute) => new(Start.AddMinutes(minute), "slack", "T1/C1", user, "scan", "refused", null, 1);
}
