using DockerScan.Core.Checks;
using DockerScan.Core.Stages;

namespace DockerScan.Core.Tests.Checks;

/// <summary>"Not detected" is earned: every check, with every outcome of every stage, and every kind of gap in it.</summary>
public sealed class CheckTableTests
{
    private static readonly string[] Stages = [StageIds.Trivy, StageIds.ImageConfig, StageIds.Autorun, StageIds.Sandbox, StageIds.VirusTotal];

    public static TheoryData<string> Ids => [.. CheckTable.Checks];

    public static TheoryData<GapKind> Kinds => [.. Enum.GetValues<GapKind>()];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Evaluate_EveryCheckWithEveryOutcomeAndGap_IsNotDetectedOnlyWhereAllThatItNeedsHappened(string check)
    {
        var needs = CheckTable.NeedsOf(check);
        var canBeEarned = needs.All(look => CheckTable.StageOf(look) is not null);
        Assert.Equal(canBeEarned ? CheckResult.NotDetected : CheckResult.NotAssessed, Evaluate(check, Whole()));
        foreach (var stage in Stages)
        {
            var isNeeded = needs.Any(look => CheckTable.StageOf(look) == stage);
            var unless = canBeEarned && !isNeeded ? CheckResult.NotDetected : CheckResult.NotAssessed;
            Assert.Equal(unless, Evaluate(check, Whole().Where(each => each.Id != stage)));
            foreach (var outcome in Enum.GetValues<StageOutcome>().Where(each => each != StageOutcome.Completed))
            {
                // Partial without a word of what is missing is no better than failed.
                Assert.Equal(unless, Evaluate(check, Whole(stage, outcome)));
            }

            foreach (var kind in Enum.GetValues<GapKind>())
            {
                var gap = new Gap(kind, "why");
                var takes = CheckTable.Taken(stage, kind).Any(needs.Contains);
                var expected = canBeEarned && !takes ? CheckResult.NotDetected : CheckResult.NotAssessed;
                Assert.Equal(takes, CheckTable.ChecksTaken(stage, kind).Contains(check));
                Assert.Equal(expected, Evaluate(check, Whole(stage, StageOutcome.Completed, gap)));
                Assert.Equal(expected, Evaluate(check, Whole(stage, StageOutcome.Partial, gap)));
                // What a stage found out before it broke proves nothing, whatever it says of its gaps.
                Assert.Equal(unless, Evaluate(check, Whole(stage, StageOutcome.Failed, gap)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Taken_EveryKind_TakesSomethingOfEveryStageItIsSaidIn(GapKind kind)
    {
        Assert.NotEmpty(CheckTable.Of(kind).Takes);
        Assert.All(Stages, stage => Assert.NotEmpty(CheckTable.Taken(stage, kind)));
        Assert.All(Stages, stage => Assert.All(CheckTable.Taken(stage, kind), look => Assert.Equal(stage, CheckTable.StageOf(look))));
    }

    [Theory]
    [InlineData(StageIds.Trivy, GapKind.DatabaseSample, "cve.insecure-coding, cve.misconfiguration, cve.network-security, cve.outdated-software, cve.weak-access-control")]
    [InlineData(StageIds.Trivy, GapKind.DatabaseAbsent, "cve.insecure-coding, cve.misconfiguration, cve.network-security, cve.outdated-software, cve.weak-access-control")]
    [InlineData(StageIds.Trivy, GapKind.PackageListNone, "cve.insecure-coding, cve.misconfiguration, cve.network-security, cve.outdated-software, cve.weak-access-control")]
    [InlineData(StageIds.Trivy, GapKind.AdvisoriesMissing, "cve.insecure-coding, cve.misconfiguration, cve.network-security, cve.outdated-software, cve.weak-access-control")]
    [InlineData(StageIds.Trivy, GapKind.SystemMixed, "cve.insecure-coding, cve.misconfiguration, cve.network-security, cve.outdated-software, cve.weak-access-control")]
    [InlineData(StageIds.Trivy, GapKind.LanguageUnread, "cve.insecure-coding, cve.misconfiguration, cve.network-security, cve.outdated-software, cve.weak-access-control")]
    [InlineData(StageIds.ImageConfig, GapKind.HistoryUnreadable, "cve.misconfiguration, secret.env")]
    [InlineData(StageIds.Autorun, GapKind.StartFileCut, "autorun.file, autorun.malware")]
    [InlineData(StageIds.VirusTotal, GapKind.FilesNotLookedUp, "autorun.malware")]
    [InlineData(StageIds.VirusTotal, GapKind.AddressesNotLookedUp, "network.malicious-address")]
    [InlineData(StageIds.Sandbox, GapKind.ChangesUnread, "behavior.dropped-executable, behavior.escape-attempt, behavior.persistence, drift.behavior")]
    [InlineData(StageIds.Sandbox, GapKind.LoginsUnread, "behavior.miner")]
    [InlineData(StageIds.Sandbox, GapKind.CodeNotCompared, "behavior.dropped-executable")]
    [InlineData(StageIds.Sandbox, GapKind.LooksLate, "behavior.escape-attempt, behavior.reverse-shell, drift.behavior, network.tcp-process")]
    [InlineData(StageIds.Sandbox, GapKind.CredentialsNotPlanted, "behavior.credential-access")]
    public void ChecksTaken_Kind_AreTheseAndNoOthers(string stage, GapKind kind, string checks)
        => Assert.Equal(checks, string.Join(", ", CheckTable.ChecksTaken(stage, kind)));

    [Fact]
    public void ChecksTaken_NeverRan_IsAllThatTheSandboxFeeds()
        => Assert.Equal(
            CheckTable.Checks.Where(check => CheckTable.NeedsOf(check).Any(look => CheckTable.StageOf(look) == StageIds.Sandbox)).Order(StringComparer.Ordinal),
            CheckTable.ChecksTaken(StageIds.Sandbox, GapKind.NeverRan));

    [Fact]
    public void Needs_EveryLook_IsNeededByACheckAndDoneByAKnownStage()
    {
        var needed = CheckTable.Checks.SelectMany(CheckTable.NeedsOf).ToHashSet();
        Assert.Empty(Enum.GetValues<Look>().Except(needed));
        Assert.All(Enum.GetValues<Look>(), look => Assert.True(CheckTable.StageOf(look) is not { } stage || Stages.Contains(stage), look.ToString()));
        Assert.Equal([Look.RunsCompared], Enum.GetValues<Look>().Where(look => CheckTable.StageOf(look) is null));
    }

    [Fact]
    public void Conclude_QuietGapsAlone_AreACompletedStage()
    {
        Assert.Equal((StageOutcome.Completed, null), CheckTable.Conclude([]));
        Assert.Equal((StageOutcome.Completed, null), CheckTable.Conclude([new Gap(GapKind.PackageListNone, "none")]));
        Assert.Equal(
            (StageOutcome.Partial, "old"), CheckTable.Conclude([new Gap(GapKind.PackageListNone, "none"), new Gap(GapKind.DatabaseStale, "old")]));
    }

    [Fact]
    public void Conclude_ManyGaps_NamesFiveAndCountsTheRest()
        => Assert.Equal(
            (StageOutcome.Partial, "0; 1; 2; 3; 4; and 4 more"),
            CheckTable.Conclude([.. Enumerable.Range(0, 9).Select(number => new Gap(GapKind.WatchBroken, $"{number}"))]));

    [Fact]
    public void Detail_HostileText_IsOneBoundedLine()
        => Assert.Equal(500, new Gap(GapKind.StartFileUnread, "a\n\u001b[31m" + new string('x', 9000)).Detail.Length);

    private static CheckResult Evaluate(string check, IEnumerable<StageReport> stages)
        => Assert.Single(ChecklistEvaluator.Evaluate(new Checklist([], [Definition(check)]), [], [.. stages])).Result;

    private static IEnumerable<StageReport> Whole(string? changed = null, StageOutcome outcome = StageOutcome.Completed, params Gap[] gaps)
        => Stages.Select(stage => stage == changed ? Make.Stage(stage, outcome) with { Gaps = gaps } : Make.Stage(stage));

    private static CheckDefinition Definition(string id) => new()
    {
        Id = id,
        Group = "g",
        Title = new LocalizedText("t", "t"),
        Diagnosed = new LocalizedText("d", "d"),
        Mend = new LocalizedText("m", "m"),
        RiskReason = new LocalizedText("r", "r"),
        FedBy = [.. CheckTable.NeedsOf(id).Select(CheckTable.StageOf).OfType<string>().Distinct()],
        Risk = RiskRule.High,
    };
}
