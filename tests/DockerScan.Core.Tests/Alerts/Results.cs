using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;

namespace DockerScan.Core.Tests.Alerts;

/// <summary>Results as a watch gets them.</summary>
internal static class Results
{
    public static readonly DateTimeOffset Start = new(2026, 3, 14, 2, 0, 0, TimeSpan.Zero);

    /// <summary>A complete result of an image, made with a database.</summary>
    public static ScanResult Of(int number, char image, string database, params Finding[] findings)
        => Make.Scan([Trivy(database), Make.Stage(StageIds.Sandbox), Make.Stage(StageIds.ImageConfig), Make.Stage(StageIds.VirusTotal)], findings) with
        {
            Id = ScanId.Parse(FormattableString.Invariant($"scan{number:D6}")),
            Complete = true,
            Image = new TargetImage
            {
                Reference = ImageReference.Parse("redis:7"), Digest = ImageDigest.Parse("sha256:" + new string(image, 64)), ImageId = ImageDigest.Parse("sha256:" + new string(image, 64)),
                Platform = ImagePlatform.Default, SizeBytes = 1, LayerCount = 1, Configuration = new ImageConfiguration { Entrypoint = ["/bin/app"], User = "app" },
            },
            StartedAt = Start.AddDays(number), FinishedAt = Start.AddDays(number),
        };

    public static StageReport Trivy(string database)
        => new(StageIds.Trivy, StageOutcome.Completed, null, TimeSpan.FromSeconds(1), new Dictionary<string, string> { ["databaseUpdatedAt"] = database });

    public static Finding Cve(string id, string package = "openssl", string installed = "1.0", string? mends = "1.1", Risk risk = Risk.High, Severity severity = Severity.High)
    {
        var finding = Make.Finding($"{id}-{package}", risk, severity: severity);
        return finding with { Details = finding.Details with { Id = id, Location = $"pkg:deb/debian/{package}", Target = package, InstalledVersion = installed, FixedVersion = mends } };
    }

    public static Finding Behavior(string id = "stratum-login", string location = "pool.example:3333", Risk risk = Risk.High, string scanner = StageIds.Sandbox)
    {
        var finding = Make.Finding($"{id}-{location}", risk, scanner: scanner, check: "behavior.miner", severity: Severity.Critical);
        return finding with { Details = finding.Details with { Id = id, KeyClass = "behavior.miner", Location = location, Target = location } };
    }
}
