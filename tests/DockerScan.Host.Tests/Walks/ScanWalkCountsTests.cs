using System.Collections;
using System.Collections.Concurrent;
using System.Text.Json;
using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Reports;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using DockerScan.Engine.Tests.Fakes;
using DockerScan.Host.Cli;
using DockerScan.Host.Tests.Cli;
using DockerScan.TestKit.Doubles;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DockerScan.Host.Tests.Walks;

/// <summary>On the walk of <c>scan --json</c> in docs/architecture.md nothing is analysed, assessed, stored, read back or rendered twice.</summary>
public sealed class ScanWalkCountsTests : IAsyncDisposable
{
    private readonly FakeScanner[] _scanners = [.. ((string[])[StageIds.Trivy, StageIds.ImageConfig, StageIds.Autorun]).Select(id => new FakeScanner(id))];
    private readonly FakeImageEngine _engine = new();
    private readonly ReadOnce _drafts = new();
    private readonly StoredApp _stored;
    private ConcurrentDictionary<string, int> _scans = [];
    private ConcurrentDictionary<string, int> _cards = [];
    private ConcurrentDictionary<string, int> _lookups = [];
    private ConcurrentDictionary<string, int> _reports = [];
    private ConcurrentDictionary<string, int> _files = [];

    public ScanWalkCountsTests()
    {
        _engine.Local = Image();
        _scanners[0].Scan = (_, _) => Task.FromResult(new ScannerOutcome { Outcome = StageOutcome.Completed, Findings = _drafts });
        _stored = new StoredApp(services =>
        {
            services.RemoveAll<IImageScanner>().Replace(ServiceDescriptor.Singleton<IImageEngine>(_engine));
            foreach (var scanner in _scanners)
            {
                services.AddSingleton<IImageScanner>(scanner);
            }

            _scans = Counters.Before<IScanStore>(services);
            _cards = Counters.Before<ICardStore>(services);
            _lookups = Counters.Before<IReputationStore>(services);
            _reports = Counters.Before<IReportRenderer>(services);
            _files = Counters.Before<IReportWriter>(services);
        });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _stored.DisposeAsync();

    [Fact]
    public async Task ScanToPrintedObject_EachStep_IsTakenOnce()
    {
        var printed = await ScanAsync();

        Assert.Single(printed.GetProperty("findings").EnumerateArray());
        Assert.Equal([1, 1, 1], _scanners.Select(scanner => scanner.Runs));
        Assert.Equal(1, _drafts.Readings);
        AssertOnce(_scans, nameof(IScanStore.EnqueueAsync), nameof(IScanStore.ClaimAsync), nameof(IScanStore.FindReusableAsync), nameof(IScanStore.FinishAsync), nameof(IScanStore.FindResultAsync));
        AssertNone(_scans, nameof(IScanStore.AmendAsync), nameof(IScanStore.ReleaseAsync), nameof(IScanStore.FinishWithAsync));
        AssertOnce(_reports, nameof(IReportRenderer.Json));
        AssertNone(_reports, nameof(IReportRenderer.Html), nameof(IReportRenderer.Markdown));
        AssertOnce(_cards, nameof(ICardStore.WantAsync));
        // Nothing is set up that could be asked, and nobody named a folder.
        Assert.Empty(_lookups);
        Assert.Empty(_files);
        await AssertCountedAsync();
        Assert.Equal(0, _engine.OpenContents);
    }

    [Fact]
    public async Task StoredResultAnswers_EachStep_IsTakenOnceAndNothingIsStored()
    {
        var first = await ScanAsync();
        foreach (var calls in (ConcurrentDictionary<string, int>[])[_scans, _cards, _reports])
        {
            calls.Clear();
        }

        var second = await ScanAsync();

        Assert.Equal(first.GetProperty("scanId").GetString(), second.GetProperty("scanId").GetString());
        Assert.Equal([1, 1, 1], _scanners.Select(scanner => scanner.Runs));
        AssertOnce(_scans, nameof(IScanStore.EnqueueAsync), nameof(IScanStore.ClaimAsync), nameof(IScanStore.FindReusableAsync), nameof(IScanStore.FinishWithAsync), nameof(IScanStore.FindResultAsync));
        AssertNone(_scans, nameof(IScanStore.FinishAsync), nameof(IScanStore.AmendAsync));
        AssertOnce(_reports, nameof(IReportRenderer.Json));
        Assert.Empty(_files);
    }

    // What was never called is counted all the same.
    private async Task AssertCountedAsync()
    {
        _ = await _stored.App.Get<IReputationStore>().GetStateAsync("account", DateTimeOffset.UnixEpoch, Token);
        await Assert.ThrowsAnyAsync<Exception>(() => _stored.App.Get<IReportWriter>().WriteAsync(null!, "/proc/x", ReportLanguage.English, Token));
        AssertOnce(_lookups, nameof(IReputationStore.GetStateAsync));
        AssertOnce(_files, nameof(IReportWriter.WriteAsync));
    }

    private static void AssertOnce(ConcurrentDictionary<string, int> calls, params IEnumerable<string> members)
        => Assert.Equal(members.Select(member => (member, 1)), members.Select(member => (member, calls.GetValueOrDefault(member))));

    private static void AssertNone(ConcurrentDictionary<string, int> calls, params IEnumerable<string> members)
        => Assert.Equal(members.Select(member => (member, 0)), members.Select(member => (member, calls.GetValueOrDefault(member))));

    private static TargetImage Image() => new()
    {
        Reference = ImageReference.Parse("redis:7"),
        ImageId = ImageDigest.Parse("sha256:" + new string('c', 64)),
        Platform = ImagePlatform.Default,
        SizeBytes = 100,
        LayerCount = 1,
        Configuration = new ImageConfiguration(),
    };

    private async Task<JsonElement> ScanAsync()
    {
        var answer = new StringWriter();
        var wish = new ScanWish
        {
            Platform = null, Options = new ScanOptions(), Form = ScanForm.Json, Output = null, ReputationPatience = TimeSpan.Zero, FailOn = Risk.High, Language = ReportLanguage.English,
        };
        await ScanVerb.RunAsync(_stored.App, wish, new ScanRequest(ImageReference.Parse("redis:7"), null, wish.Options, "cli"), answer, TextWriter.Synchronized(new StringWriter()), Token);
        return JsonDocument.Parse(answer.ToString()).RootElement;
    }

    // What a scanner found, which says how often it was gone through.
    private sealed class ReadOnce : IReadOnlyList<FindingDraft>
    {
        private readonly FindingDraft[] _drafts =
        [
            new()
            {
                Check = CheckIds.SecretFile, Id = "key", KeyClass = CheckIds.SecretFile, Location = "/a", Title = "key", Severity = Severity.High, Target = "/a", Evidence = "seen", Remediation = "remove it",
            },
        ];

        public int Readings { get; private set; }

        public int Count => _drafts.Length;

        public FindingDraft this[int index] => throw new InvalidOperationException("it is gone through");

        public IEnumerator<FindingDraft> GetEnumerator()
        {
            Readings++;
            return ((IEnumerable<FindingDraft>)_drafts).GetEnumerator();
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
