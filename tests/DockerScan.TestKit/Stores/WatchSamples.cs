using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Watches;
using DockerScan.Core.Watches.Schedules;

namespace DockerScan.TestKit.Stores;

/// <summary>Watches to store.</summary>
public static class WatchSamples
{
    public static WatchBasis Basis { get; } = new("trivy 1", "rules 1", "sentinel 1", "db 1");

    public static WatchSchedule Nightly { get; } = new("nightly", "17 2 * * *", "Europe/Berlin");

    public static Watch Watch(string id = "watch000001", string image = "redis:7", string owner = "slack:T1/C1/U1") => new()
    {
        Id = id, Image = ImageReference.Parse(image), Schedule = Nightly, Owner = owner, CreatedAt = ScanSamples.Start, Places = [new WatchPlace("slack", "C1")],
    };

    /// <summary>A watch in which every property holds something other than its default.</summary>
    public static Watch Full() => new()
    {
        Id = "watch00full", Image = ImageReference.Parse("ghcr.io/team/app:1.2"), Tags = "^1\\.2(\\.|$)", Newest = 3,
        Platforms = [ImagePlatform.Default, new ImagePlatform("linux", "arm", "v7")], Schedule = new WatchSchedule("@daily", "0 0 * * *", "UTC"),
        Places = [new WatchPlace("slack", "C1"), new WatchPlace("discord", "300")], Owner = "discord:G1/300/U9", IsFull = true, IsPaused = true,
        MutedUntil = ScanSamples.Start.AddHours(6), CreatedAt = ScanSamples.Start.AddMinutes(1), DueSince = ScanSamples.Start.AddMinutes(2), Language = ReportLanguage.Korean, Tell = TellWhen.Daily,
        Quiet = new QuietHours(new TimeOnly(22, 30), new TimeOnly(7, 0)), Lost = [new LostPlace("slack", "C1", "channel_not_found", ScanSamples.Start)], FirstScan = ScanSamples.Id(7),
        IsOfRunning = true, Follows = "watch000001", GoneSince = ScanSamples.Start.AddMinutes(3), LeftOut = ["app:dev", "…"],
    };

    /// <summary>What is known of a tag, with every property other than its default.</summary>
    public static WatchTarget Target(string watch = "watch000001") => new()
    {
        WatchId = watch, Tag = "7", Platform = new ImagePlatform("linux", "arm64"), SeenDigest = ScanSamples.Digest('a'), SeenIndex = ScanSamples.Digest('e'), SeenSince = ScanSamples.Start,
        ScannedDigest = ScanSamples.Digest('b'), Basis = Basis, LastFullAt = ScanSamples.Start.AddDays(-1), LastComplete = ScanSamples.Id(3),
        Baseline = [ScanSamples.Id(4), ScanSamples.Id(3)], PartialRuns = 1, WaitedRuns = 2, Failures = 3,
        Problem = new ScanFailure(FailureKind.RateLimited, "the registry asks to wait", ScanSamples.Start.AddHours(1)),
    };

    /// <summary>A scan that a run waits for.</summary>
    public static WatchScan Scan(int number = 1) => new()
    {
        Tag = "7", Platform = ImagePlatform.Default, Digest = ScanSamples.Digest('a'), IndexDigest = ScanSamples.Digest('b'), Reason = WatchReason.ImageChanged, Basis = Basis,
        Scan = ScanSamples.Id(number),
    };
}
