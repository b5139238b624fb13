using System.Diagnostics;
using System.Globalization;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Core.Scans;
using DockerScan.TestKit.Builders;
using DockerScan.TestKit.Stores;

namespace DockerScan.Core.Tests.Reading;

/// <summary>What an acceptance does to a result when it is read, and what it never does.</summary>
public sealed class AcceptedReadingTests
{
    private static readonly DateTimeOffset Now = AcceptanceSamples.Start;
    private static readonly ScanResult Vulnerable = AllOpen(SampleScans.Vulnerable());

    [Fact]
    public void At_Nothing_IsTheStoredResultItself()
    {
        Assert.Same(Vulnerable, At(Vulnerable));
        Assert.Same(Vulnerable, At(Vulnerable, Of("0000000000000000")));
        Assert.Same(Vulnerable, At(Vulnerable, Of(Vulnerable.Findings[0].Key) with { ExpiresAt = Now }));
    }

    [Fact]
    public void At_EveryOpenFinding_MakesTheVerdictNoneAndSaysWhoAndUntilWhen()
    {
        Acceptance[] all = [.. Vulnerable.Findings.Select(finding => Of(finding.Key))];

        var read = At(Vulnerable, all);

        Assert.Equal((Verdict.None, Verdict.None), (read.Verdict, read.AtLeast));
        Assert.All(read.Findings, finding => Assert.Equal(FindingState.Accepted, finding.State));
        Assert.Equal(Vulnerable.Findings.Count, read.Accepted.ByKey.Count);
        Assert.DoesNotContain(read.Checklist, line => line.Result == CheckResult.Detected);
        Assert.Equal("slack:U1", read.Accepted.Of(read.Findings[0])?.Author);
        // What is stored is what it was.
        Assert.All(Vulnerable.Findings, finding => Assert.NotEqual(FindingState.Accepted, finding.State));
    }

    [Fact]
    public void At_TheHighOnes_MakesItTheWorstOfTheRest()
    {
        var read = At(Vulnerable, [.. Vulnerable.Findings.Where(finding => finding.Risk == Risk.High).Select(finding => Of(finding.Key))]);

        Assert.Equal((Verdict.Medium, Verdict.Medium), (read.Verdict, read.AtLeast));
        Assert.All(read.Findings, finding => Assert.Equal(finding.Risk == Risk.High, finding.State == FindingState.Accepted));
    }

    /// <summary>An incomplete scan stays one: nobody can accept what was not looked at.</summary>
    [Fact]
    public void At_IncompleteResult_StaysUnknown()
    {
        var partial = Vulnerable with { Complete = false, Verdict = Verdict.Unknown };

        var read = At(partial, [.. partial.Findings.Select(finding => Of(finding.Key))]);

        Assert.Equal((Verdict.Unknown, Verdict.None, false), (read.Verdict, read.AtLeast, read.Complete));
    }

    [Fact]
    public void At_OneOfACheck_LeavesTheOtherChecksAsTheyWereAnswered()
    {
        var root = Vulnerable.Findings.Single(finding => finding.Details.Check == CheckIds.RootUser);

        var read = At(Vulnerable, Of(root.Key));

        Assert.NotEqual(CheckResult.Detected, read.Checklist.Single(line => line.Check == CheckIds.RootUser).Result);
        Assert.Equal(Vulnerable.Checklist.Where(line => line.Check != CheckIds.RootUser), read.Checklist.Where(line => line.Check != CheckIds.RootUser));
    }

    [Fact]
    public void Groups_SeveralAcceptances_TheOneThatEndsFirstIsFirst()
    {
        var (first, second) = (Vulnerable.Findings[0].Key, Vulnerable.Findings[1].Key);

        var read = At(Vulnerable, Of(first) with { Id = "later", ExpiresAt = null }, Of(second) with { Id = "sooner" });

        Assert.Equal(["sooner", "later"], read.Accepted.Groups.Select(pair => pair.Acceptance.Id));
        Assert.Equal("sooner,later", read.Accepted.Fingerprint);
        Assert.NotEqual(AcceptedFindings.None.Fingerprint, AcceptedFindings.Unread.Fingerprint);
    }

    /// <summary>10,000 acceptances cost a verdict 5 ms at most; ten times that here, where others use the machine.</summary>
    [Fact]
    public void At_TenThousandAcceptances_CostsMilliseconds()
    {
        var findings = Enumerable.Range(0, 5_000).Select(number => Vulnerable.Findings[number % Vulnerable.Findings.Count] with { Key = number.ToString("x16", CultureInfo.InvariantCulture) });
        var large = Vulnerable with { Findings = [.. findings] };
        List<Acceptance> many = [.. Enumerable.Range(0, 10_000).Select(number => Of(number.ToString("x16", CultureInfo.InvariantCulture)) with { Id = $"a{number}" })];
        At(large, [.. many]);
        var best = TimeSpan.MaxValue;
        for (var run = 0; run < 5; run++)
        {
            var since = Stopwatch.GetTimestamp();
            var read = At(large, [.. many]);
            var took = Stopwatch.GetElapsedTime(since);
            best = took < best ? took : best;
            Assert.Equal(5_000, read.Accepted.ByKey.Count);
        }

        TestContext.Current.SendDiagnosticMessage($"10,000 acceptances over 5,000 findings: {best.TotalMilliseconds:F1} ms");
        Assert.InRange(best, TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
    }

    private static ScanResult At(ScanResult result, params Acceptance[] acceptances)
        => AcceptedReading.At(result, acceptances, SampleChecklist.Create(), Now);

    private static ScanResult AllOpen(ScanResult scan) => scan with { Findings = [.. scan.Findings.Select(finding => finding with { State = FindingState.Open })] };

    private static Acceptance Of(string key) => AcceptanceSamples.Acceptance(0) with { Id = key, Key = key };
}
