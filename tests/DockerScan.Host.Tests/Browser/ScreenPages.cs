using DockerScan.Core;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Stores;
using DockerScan.Core.Watches;
using DockerScan.Core.Watches.Schedules;
using DockerScan.Host.Tests.Web;
using DockerScan.TestKit.Builders;
using DockerScan.TestKit.Stores;

namespace DockerScan.Host.Tests.Browser;

/// <summary>Scans of every kind, and the pages that show them.</summary>
internal static class ScreenPages
{
    /// <summary>Fills the store; the pages by their names.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> FillAsync(ServedApp app, CancellationToken cancellationToken)
    {
        var store = app.Get<IScanStore>();
        var long_ = "registry.example.org:5000/" + string.Join('/', Enumerable.Repeat("a-very-long-part-of-a-name", 7)) + ":" + new string('t', 60);
        var results = new (string Name, ScanResult Result, string Image)[]
        {
            ("vulnerable", SampleScans.Vulnerable(), "redis:7"), ("clean", SampleScans.Clean(), "cgr.example/distroless/static:1"), ("partial", SampleScans.Partial(), "ghcr.io/acme/api:1"),
            ("failed", SampleScans.Failed(), "rediss:7"), ("large", SampleScans.Large(5_000, 400), "fat:latest"), ("evil", HostileScan.Create(), "evil:1"), ("before", SampleScans.Large(30, 10), "redis:7"),
            ("long", SampleScans.Clean() with { Reference = ImageReference.Parse(long_) }, long_),
        };
        var pages = new Dictionary<string, string>(StringComparer.Ordinal) { ["home"] = "/", ["scans"] = "/scans", ["none"] = "/scans?q=nothinglikethis", ["history"] = "/scans?image=redis:7", ["watches"] = "/watches", ["findings"] = "/findings", ["nowhere"] = "/findings?q=CVE-1999-0001", ["where"] = "/findings?q=CVE-2025-10001", ["accepted"] = "/accepted", ["audit"] = "/audit", ["status"] = "/status", ["missing"] = "/scans/nosuchscan11" };
        var number = 0;
        foreach (var (name, result, image) in results)
        {
            var id = ScanSamples.Id(++number);
            await store.EnqueueAsync(id, ScanSamples.Request(image), ScanSamples.Start.AddMinutes(number), cancellationToken);
            await store.FinishAsync(result with { Id = id, Reference = ImageReference.Parse(image) }, (await store.ClaimAsync(id, cancellationToken)).Claim, cancellationToken);
            pages[name] = $"/scans/{id}";
        }

        pages["report"] = $"/scans/{ScanSamples.Id(1)}/report.html?lang=ko";
        await FillRecordAsync(app, cancellationToken);
        await FillWatchesAsync(app, long_, cancellationToken);
        pages["compare"] = $"/compare?before={ScanSamples.Id(7)}&now={ScanSamples.Id(1)}";
        var running = ScanSamples.Id(50);
        await store.EnqueueAsync(running, ScanSamples.Request("miner:latest"), ScanSamples.Start.AddHours(1), cancellationToken);
        var claim = (await store.ClaimAsync(running, cancellationToken)).Claim;
        await store.ProgressAsync(claim,
            [
                new StageProgress(StageIds.Resolve, StageOutcome.Completed, 1, null), new StageProgress(StageIds.Acquire, StageOutcome.Completed, 1, null),
                new StageProgress(StageIds.Trivy, null, 0.4, "reading packages"), new StageProgress(StageIds.ImageConfig, StageOutcome.Partial, 1, "3 of 40 files are over the size limit"),
                new StageProgress(StageIds.Sandbox, null, null, null) { News = new StageNews(NewsKind.MinerLogin, "pool.example:3333") },
            ],
            cancellationToken);
        pages["running"] = $"/scans/{running}";
        return pages;
    }

    // One that is well, one that fails, one that rests, and one whose name is long.
    private static async Task FillWatchesAsync(ServedApp app, string longName, CancellationToken cancellationToken)
    {
        var store = app.Get<IWatchStore>();
        var watch = new Watch
        {
            Id = "watch1", Image = ImageReference.Parse("redis:7"), Schedule = new WatchSchedule("nightly", "17 2 * * *", "Europe/Berlin"), Owner = "slack:U0123456789", CreatedAt = ScanSamples.Start,
            Places = [new WatchPlace("slack", "C0123456789")],
        };
        var digest = ImageDigest.Parse("sha256:" + new string('a', 64));
        var seen = WatchTarget.New("watch1", "7", ImagePlatform.Default) with { SeenDigest = digest, ScannedDigest = digest, SeenSince = ScanSamples.Start.AddDays(-3), LastFullAt = ScanSamples.Start, LastComplete = ScanSamples.Id(1) };
        foreach (var (one, target) in ((Watch, WatchTarget?)[])[
            (watch, seen),
            (watch with { Id = "watch2", Image = ImageReference.Parse("ghcr.io/acme/api:1"), Schedule = new WatchSchedule("hourly", "5 * * * *", "UTC") },
                seen with { WatchId = "watch2", Tag = "1", Failures = 4, Problem = new ScanFailure(FailureKind.Unauthorized, "ghcr.io refuses acme/api: it is private, or the login is wrong") }),
            (watch with { Id = "watch3", Image = ImageReference.Parse("nginx:1.27"), IsPaused = true, MutedUntil = ScanSamples.Start.AddYears(20) }, null),
            (watch with { Id = "watch4", Image = ImageReference.Parse(longName), Schedule = new WatchSchedule("*/30 6-20 * * mon-fri", "*/30 6-20 * * mon-fri", "America/Argentina/ComodRivadavia") }, null)])
        {
            await store.PutAsync(one, cancellationToken);
            if (target is not null)
            {
                await store.SaveTargetAsync(target, cancellationToken);
            }
        }
    }

    // Somebody accepted something, and the record is longer than a page.
    private static async Task FillRecordAsync(ServedApp app, CancellationToken cancellationToken)
    {
        var acceptance = new Acceptance
        {
            Id = "acceptance1", Scope = AcceptanceScope.Repository, Kind = AcceptanceKind.Accepted, FindingId = "CVE-2023-45853", FindingClass = "vulnerability", Location = "pkg:deb/debian/zlib1g",
            Repository = "docker.io/library/*", Reason = "MiniZip is not built in this package", Author = "slack:U0123456789", MadeAt = ScanSamples.Start, ExpiresAt = ScanSamples.Start.AddYears(20),
        };
        await app.Get<IAcceptanceStore>().AddAsync(acceptance, cancellationToken);
        await app.Get<IAcceptanceStore>().AddAsync(acceptance with { Id = "acceptance2", Kind = AcceptanceKind.FalsePositive, Reason = new string('r', 400), Author = HostileScan.Evil[..100], ExpiresAt = null }, cancellationToken);
        await app.Get<IAuditStore>().AppendAsync(
            [.. Enumerable.Range(0, 60).Select(number => new AuditedCommand(ScanSamples.Start.AddMinutes(number), number % 3 == 0 ? "slack" : "web", number % 3 == 0 ? "T0123456789/C0123456789" : string.Empty, "U0123456789", "scan", number % 7 == 0 ? "refused" : "completed", null, 1_200)
            {
                Subject = number == 1 ? HostileScan.Evil[..150] : "redis:7 --force", Scan = number % 7 == 0 ? null : ScanSamples.Id(1).Value, Count = number % 7 == 0 ? 3 : 1,
            })],
            cancellationToken);
    }
}

/// <summary>An image that writes markup that would run into all that it can.</summary>
internal static class HostileScan
{
    public const string Evil = "<script>window.ran=1</script><img src=http://evil.example/x onerror=window.ran=2>\"' onfocus=window.ran=3 autofocus <a href=javascript:window.ran=4>[x](javascript:window.ran=5) ![y](http://evil.example/y)<svg onload=window.ran=6>\u202e";

    public static ScanResult Create()
    {
        var sample = SampleScans.Vulnerable();
        return sample with
        {
            OperatingSystem = new OperatingSystemInfo(Evil, Evil, EndOfLife: false),
            Findings = [.. sample.Findings.Take(6).Select(finding => finding with
            {
                State = FindingState.Open,
                Details = finding.Details with { Title = Evil, Description = Evil, Target = Evil, Evidence = Evil, Remediation = Evil, Id = Evil, RiskReason = Evil, InstalledVersion = finding.Details.InstalledVersion is null ? null : Evil },
            })],
            Network = [new NetworkContact(Evil, Evil, 1, Evil, Evil, Evil, Evil)],
        };
    }
}
