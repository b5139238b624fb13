using System.Formats.Tar;
using DockerScan.Core.Scanners;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy.Database;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Scanners.Tests.Trivy.Database;

public sealed class TrivyDatabaseRefresherTests : IDisposable
{
    private const string First = "mirror.gcr.io/aquasec/trivy-db:2";
    private const string Second = "ghcr.io/aquasecurity/trivy-db:2";
    private const string JavaFirst = "mirror.gcr.io/aquasec/trivy-java-db:1";

    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Now);
    private readonly TrivyBed _bed;

    public TrivyDatabaseRefresherTests() => _bed = new TrivyBed(_time);

    [Fact]
    public async Task RefreshAsync_ConfiguredDatabase_IsNotOurs()
    {
        _bed.Options.DatabasePath = _bed.Folder["mine"];

        Assert.All(await RefreshBothAsync(), refresh => Assert.Equal(DatabaseRefreshOutcome.NotApplicable, refresh.Outcome));
        Assert.Empty(_bed.Artifacts.Asked);
    }

    [Fact]
    public async Task RefreshAsync_Newer_IsSwappedInAndNothingIsLeft()
    {
        TestDatabase.Write(_bed.Paths.Root, Now.AddDays(-2), Now.AddDays(-1));
        _bed.Artifacts.Publish(First, Made(Now.AddHours(-1)));

        var result = await RefreshAsync();

        Assert.Equal(new DatabaseRefresh("vulnerabilities", DatabaseRefreshOutcome.Refreshed, "a newer database is in place", Now.AddHours(-1)), result);
        Assert.Equal(Now.AddHours(-1), _bed.Inspector.Inspect(_bed.Paths.Root).UpdatedAt);
        Assert.Empty(Directory.GetDirectories(_bed.Paths.Root, "staging-*"));
        Assert.Equal(["metadata.json", "trivy.db"], Directory.GetFiles(Path.Combine(_bed.Paths.Root, "db")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task RefreshAsync_SixHoursLater_AsksAgainAndDownloadsOnlyWhatIsNew()
    {
        _bed.Artifacts.Publish(First, Made(Now.AddHours(-1)));
        await RefreshAsync();
        _time.Advance(TimeSpan.FromHours(6));

        var same = await RefreshAsync();
        _bed.Artifacts.Publish(First, Made(Now.AddHours(5)));
        var newer = await RefreshAsync();

        // Its maker announced the next for a day later; it is looked for all the same.
        Assert.Equal((DatabaseRefreshOutcome.Current, Now.AddHours(-1)), (same.Outcome, same.UpdatedAt));
        Assert.Equal((DatabaseRefreshOutcome.Refreshed, Now.AddHours(5), 2), (newer.Outcome, newer.UpdatedAt, _bed.Artifacts.Downloads));
    }

    [Fact]
    public async Task RefreshAsync_MirrorThatNobodyFeeds_IsPassedOverOnceANewerOneIsDue()
    {
        _bed.Artifacts.Publish(First, Made(Now.AddHours(-1)));
        await RefreshAsync();
        _time.Advance(TimeSpan.FromHours(25));
        var nobodyHasOne = await RefreshAsync();
        _bed.Artifacts.Publish(Second, Made(Now.AddHours(20)));
        var next = await RefreshAsync();

        Assert.Equal(DatabaseRefreshOutcome.Current, nobodyHasOne.Outcome);
        Assert.Equal((DatabaseRefreshOutcome.Refreshed, Now.AddHours(20)), (next.Outcome, next.UpdatedAt));
    }

    [Fact]
    public async Task RefreshAsync_AnotherPutThereByHand_IsNotTakenForTheKnownOne()
    {
        _bed.Artifacts.Publish(First, Made(Now.AddHours(-1)));
        await RefreshAsync();
        TestDatabase.Write(_bed.Paths.Root, Now.AddDays(-9), Now.AddDays(-8));

        Assert.Equal((DatabaseRefreshOutcome.Refreshed, 2), ((await RefreshAsync()).Outcome, _bed.Artifacts.Downloads));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task RefreshAsync_FirstMirrorIsNoGood_TheNextIsAsked(string fault, string reason)
    {
        TestDatabase.Write(_bed.Paths.Root, Now.AddDays(-2), Now.AddDays(-1));
        Break(fault);
        _bed.Artifacts.Publish(Second, Made(Now.AddHours(-3)));

        var result = await RefreshAsync();

        Assert.NotEmpty(reason);
        Assert.Equal((DatabaseRefreshOutcome.Refreshed, Now.AddHours(-3)), (result.Outcome, result.UpdatedAt));
        Assert.Equal([First, Second], _bed.Artifacts.Asked.Take(2));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task RefreshAsync_NoMirrorIsGood_KeepsTheLastGoodOne(string fault, string reason)
    {
        TestDatabase.Write(_bed.Paths.Root, Now.AddDays(-2), Now.AddDays(-1));
        var before = await File.ReadAllBytesAsync(DatabaseInspector.DatabaseFile(_bed.Paths.Root), TestContext.Current.CancellationToken);
        Break(fault);

        var result = await RefreshAsync();

        Assert.Equal((DatabaseRefreshOutcome.Failed, Now.AddDays(-2)), (result.Outcome, result.UpdatedAt));
        Assert.Contains("mirror.gcr.io/aquasec/trivy-db: " + reason, result.Detail, StringComparison.Ordinal);
        Assert.Contains("ghcr.io/aquasecurity/trivy-db: closed network", result.Detail, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(DatabaseInspector.DatabaseFile(_bed.Paths.Root), TestContext.Current.CancellationToken));
        Assert.Empty(Directory.GetDirectories(_bed.Paths.Root, "staging-*"));
    }

    public static TheoryData<string, string> Faults => new()
    {
        { "away", "closed network" },
        { "truncated", "its archive is cut off" },
        { "no archive", "its archive is broken" },
        { "empty archive", "its archive is broken" },
        { "elsewhere", "its archive does not hold a database and its description" },
        { "link", "its archive does not hold a database and its description" },
        { "twice", "its archive cannot be unpacked: a file is in it twice" },
        { "half", "what was downloaded cannot be used: it is half-written" },
        { "schema", "what was downloaded cannot be used: its schema is version 3, not 2" },
        { "older", "what was downloaded is older than what is in place" },
        { "future", "what was downloaded is dated into the future" },
        { "never stale", "what was downloaded is dated into the future" },
        { "sample", "what was downloaded is the sample" },
    };

    [Fact]
    public async Task RefreshAsync_OwnMirrors_AreAskedInTheirOrder()
    {
        _bed.Options.DatabaseRepository = "a.example/db:2, b.example/db:2";
        _bed.Artifacts.Publish("b.example/db:2", Made(Now.AddHours(-1)));

        Assert.Equal(DatabaseRefreshOutcome.Refreshed, (await RefreshAsync()).Outcome);
        Assert.Equal(["a.example/db:2", "b.example/db:2"], _bed.Artifacts.Asked.Take(2));
    }

    [Fact]
    public async Task RefreshAsync_JavaIndex_TakesTheEmptyOnesPlace()
    {
        await JavaIndex.EnsureAsync(_bed.Paths.Root, TestContext.Current.CancellationToken);
        TestJavaDatabase.Write(_bed.Folder["java"], Now.AddDays(-1), Now.AddDays(2));
        _bed.Artifacts.Publish(JavaFirst, FakeArtifacts.Layer(DatabasePart.Java, _bed.Folder["java"]));

        var java = (await RefreshBothAsync())[1];

        Assert.Equal(new DatabaseRefresh("java", DatabaseRefreshOutcome.Refreshed, "a newer database is in place", Now.AddDays(-1)), java);
        Assert.True(JavaIndex.IsReal(_bed.Paths.Root));
        Assert.Equal(DatabaseRefreshOutcome.Current, (await RefreshBothAsync())[1].Outcome);
    }

    [Fact]
    public async Task RefreshAsync_BrokenJavaIndex_TakesNothingFromTheOther()
    {
        _bed.Artifacts.Publish(First, Made(Now.AddHours(-1)));
        TestJavaDatabase.Write(_bed.Folder["java"], Now.AddDays(-1), Now.AddDays(2), length: 5000);
        _bed.Artifacts.Publish(JavaFirst, FakeArtifacts.Layer(DatabasePart.Java, _bed.Folder["java"]));

        var both = await RefreshBothAsync();

        Assert.Equal([DatabaseRefreshOutcome.Refreshed, DatabaseRefreshOutcome.Failed], both.Select(refresh => refresh.Outcome));
        Assert.Contains("half-written: 5000 of at least 8192", both[1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefreshAsync_JavaIsOff_IsNotAskedFor()
    {
        _bed.Options.RefreshJava = false;

        Assert.Equal(DatabaseRefreshOutcome.NotApplicable, (await RefreshBothAsync())[1].Outcome);
        Assert.DoesNotContain(_bed.Artifacts.Asked, asked => asked.Contains("java", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RefreshAsync_DownloadIsTooSlow_EndsAndKeepsTheLastGoodOne()
    {
        TestDatabase.Write(_bed.Paths.Root, Now.AddDays(-2), Now.AddDays(-1));
        _bed.Artifacts.Publish(First, Made(Now.AddHours(-1)));
        _bed.Artifacts.WhileDownloading = () => _time.Advance(TimeSpan.FromSeconds(601));

        var result = await RefreshAsync();

        Assert.Equal((DatabaseRefreshOutcome.Failed, "the download took longer than 600 s", Now.AddDays(-2)), (result.Outcome, result.Detail, result.UpdatedAt));
    }

    [Fact]
    public async Task RefreshForScanAsync_Current_AsksNobody()
    {
        TestDatabase.Write(_bed.Paths.Root, Now.AddHours(-3), Now.AddHours(3));

        Assert.Equal(DatabaseRefreshOutcome.Current, (await RefreshForScanAsync()).Outcome);
        Assert.Empty(_bed.Artifacts.Asked);
    }

    [Fact]
    public async Task RefreshForScanAsync_AfterAFailure_IsNotTriedAgainWithinTheHour()
    {
        await RefreshForScanAsync();

        var second = await RefreshForScanAsync();
        _time.Advance(TimeSpan.FromMinutes(61));
        await RefreshForScanAsync();

        Assert.Contains("tried 0 h ago", second.Detail, StringComparison.Ordinal);
        Assert.Equal([First, Second, First, Second], _bed.Artifacts.Asked);
    }

    [Fact]
    public async Task RefreshForScanAsync_NothingNewerPublished_IsNotTriedAgainWithinTheHour()
    {
        _bed.Artifacts.Publish(First, Made(Now.AddDays(-2)));

        await RefreshForScanAsync();
        var second = await RefreshForScanAsync();

        Assert.Equal(DatabaseRefreshOutcome.Current, second.Outcome);
        Assert.Single(_bed.Artifacts.Asked);
    }

    public void Dispose() => _bed.Dispose();

    private void Break(string fault)
    {
        var folder = _bed.Folder["broken"];
        var (at, next, version, sample) = fault switch
        {
            "schema" => (Now.AddHours(-1), Now, 3, false),
            "older" => (Now.AddDays(-3), Now.AddDays(-2), 2, false),
            "future" => (Now.AddYears(50), Now.AddYears(50), 2, false),
            "never stale" => (Now.AddHours(-1), Now.AddYears(50), 2, false),
            _ => (Now.AddHours(-1), Now.AddDays(1), 2, fault == "sample"),
        };
        TestDatabase.Write(folder, at, next, version, sample);
        if (fault == "half")
        {
            using var file = File.OpenWrite(DatabaseInspector.DatabaseFile(folder));
            file.SetLength(9000);
        }

        var whole = FakeArtifacts.Layer(DatabasePart.Vulnerabilities, folder);
        byte[]? layer = fault switch
        {
            "away" => null,
            "truncated" => whole[..(whole.Length / 2)],
            "no archive" => [1, 2, 3],
            "empty archive" => FakeArtifacts.Layer(DatabasePart.Vulnerabilities, _bed.Folder["nowhere"]),
            "elsewhere" => FakeArtifacts.Layer(DatabasePart.Vulnerabilities, _bed.Folder["nowhere"], tar =>
            {
                tar.WriteEntry(DatabaseInspector.DatabaseFile(folder), "../trivy.db");
                tar.WriteEntry(DatabaseInspector.MetadataFile(folder), "/tmp/metadata.json");
            }),
            "twice" => FakeArtifacts.Layer(DatabasePart.Vulnerabilities, folder, tar => tar.WriteEntry(DatabaseInspector.MetadataFile(folder), "./metadata.json")),
            "link" => FakeArtifacts.Layer(DatabasePart.Vulnerabilities, _bed.Folder["nowhere"], tar =>
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "trivy.db") { LinkName = "/etc/passwd" });
                tar.WriteEntry(DatabaseInspector.MetadataFile(folder), "metadata.json");
            }),
            _ => whole,
        };
        if (layer is not null)
        {
            _bed.Artifacts.Publish(First, layer);
        }
    }

    private byte[] Made(DateTimeOffset updatedAt)
    {
        var folder = _bed.Folder["made"];
        TestDatabase.Write(folder, updatedAt, updatedAt.AddDays(1));
        return FakeArtifacts.Layer(DatabasePart.Vulnerabilities, folder);
    }

    private async Task<DatabaseRefresh> RefreshAsync() => (await RefreshBothAsync())[0];

    private Task<IReadOnlyList<DatabaseRefresh>> RefreshBothAsync() => _bed.Refresher.RefreshAsync(TestContext.Current.CancellationToken);

    private Task<DatabaseRefresh> RefreshForScanAsync() => _bed.Refresher.RefreshForScanAsync(TestContext.Current.CancellationToken);
}
