using DockerScan.Core.Health;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy.Database;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Scanners.Tests.Trivy;

/// <summary>The index of Java archives has an age of its own, whatever the other database's is.</summary>
[Collection(ChildProcesses.Name)]
public sealed class TrivyJavaAgeTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly TrivyBed _bed = new(new FakeTimeProvider(Now));

    public TrivyJavaAgeTests() => TestDatabase.Write(_bed.Paths.Root, Now.AddHours(-3), Now.AddYears(50));

    [Theory]
    [InlineData("/app/shop.jar", 9, true)]
    [InlineData("/app/shop.war", 9, true)]
    [InlineData("/app/shop.jar", 3, false)]
    [InlineData("/etc/os-release", 9, false)]
    public async Task ScanAsync_StaleIndex_MattersToArchivesAlone(string file, int days, bool isGap)
    {
        TestJavaDatabase.Write(_bed.Paths.Root, Now.AddDays(-days), Now.AddDays(3 - days));
        _bed.WriteStub($"cp {TestFiles.Report("debian-small.json")} \"$out\"");

        var outcome = await _bed.ScanAsync("/etc/os-release", file);

        Assert.Equal(isGap ? StageOutcome.Partial : StageOutcome.Completed, outcome.Outcome);
        Assert.Equal(isGap, outcome.Gaps.Any(gap => gap.Kind == GapKind.DatabaseStale && gap.Detail.StartsWith("the Java database is stale: it is 9 days old", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(1, HealthStatus.Healthy, "24 h old")]
    [InlineData(9, HealthStatus.Degraded, "9 days old; scans of Java archives are never complete with it")]
    public async Task ProbeAsync_Index_HasItsOwnAge(int days, HealthStatus status, string detail)
    {
        TestJavaDatabase.Write(_bed.Paths.Root, Now.AddDays(-days), Now.AddDays(3 - days));
        _bed.WriteStub("exit 1");

        var java = Assert.Single(await _bed.Health.ProbeAsync(TestContext.Current.CancellationToken), report => report.Part == "java database");

        Assert.Equal((status, detail), (java.Status, java.Detail));
    }

    [Fact]
    public async Task ProbeAsync_EmptyIndex_IsNotSpokenOf()
    {
        await JavaIndex.EnsureAsync(_bed.Paths.Root, TestContext.Current.CancellationToken);
        _bed.WriteStub("exit 1");

        Assert.DoesNotContain(await _bed.Health.ProbeAsync(TestContext.Current.CancellationToken), report => report.Part == "java database");
    }

    [Theory]
    [InlineData(8191, 1, DatabaseStatus.Corrupt)]
    [InlineData(50, 1, DatabaseStatus.Corrupt)]
    [InlineData(0, 1, DatabaseStatus.Corrupt)]
    [InlineData(8192, 2, DatabaseStatus.WrongVersion)]
    [InlineData(8192, 1, DatabaseStatus.Present)]
    public void Inspect_Index_IsLookedAt(int length, int version, object status)
    {
        TestJavaDatabase.Write(_bed.Paths.Root, Now.AddDays(-1), Now.AddDays(2), version, length);

        Assert.Equal(status, _bed.Java.Inspect(_bed.Paths.Root).Status);
    }

    public void Dispose() => _bed.Dispose();
}
