using System.Globalization;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Matching;
using DockerScan.Scanners.Trivy.Report;
using DockerScan.Scanners.Trivy.Systems;
using DockerScan.TestKit.Builders;

namespace MatchBench;

/// <summary>What scans of images of Debian 12 keep: most packages are the same in all of them, some are each image's own, and the database knows some.</summary>
internal static class StoredLists
{
    /// <summary>How many packages a list has.</summary>
    public const int Size = 165;

    private const int Own = 40;
    private const string Family = "debian";
    private const string Release = "12";

    /// <summary>Packages that the database has something against.</summary>
    public static IReadOnlyList<string> Names(string database)
    {
        using var stream = DatabaseStream.OpenRead(DatabaseInspector.DatabaseFile(database));
        return BoltBuckets.Open(stream).Names($"{Family} {Release}", isWhole: true, Size - Own);
    }

    /// <summary>The stored result of one image.</summary>
    public static ScanResult Result(string key, IReadOnlyList<string> known, int number)
    {
        var result = new ScanResultBuilder().For("sample:1").WithImage(new ImageConfiguration()).Build();
        var image = result.Image! with { ImageId = ImageDigest.Parse("sha256:" + number.ToString("x64", CultureInfo.InvariantCulture)) };
        var stage = new StageReport(StageIds.Trivy, StageOutcome.Completed, null, TimeSpan.Zero, new Dictionary<string, string>()) { Packages = StoredPackages.Pack(Make(image.ImageId, key, known, number)) };
        return result with { Image = image, Stages = [stage] };
    }

    private static KnownAnalysis Make(ImageDigest image, string key, IReadOnlyList<string> known, int number)
    {
        var packages = Enumerable.Range(0, Size).Select(i => i < Own ? Package($"own{number}-{i}", "1.2.3") : i - Own < known.Count ? Package(known[i - Own], "1.0") : Package($"shared{i}", "4.5.6")).ToList();
        return new KnownAnalysis
        {
            Form = KnownAnalysis.CurrentForm,
            Image = image.Value,
            Key = key,
            PackagesKey = key,
            FoundAt = DateTimeOffset.UnixEpoch,
            Facts = new ImageFacts(["dpkg", "apt"], null),
            Notices = SystemNotices.Read(string.Empty),
            HasJavaIndex = false,
            Flags = string.Empty,
            IsProven = true,
            HasVendorSeverity = true,
            Report = new TrivyReport
            {
                SchemaVersion = TrivyReport.SupportedSchema,
                ArtifactName = image.Value,
                Metadata = new TrivyMetadata { Os = new TrivyOs { Family = Family, Name = Release + ".5" } },
                Results = [new TrivyResult { Target = $"{image.Value} ({Family} {Release}.5)", Class = TrivyResult.OsPackages, Type = Family, Packages = packages }],
            },
        };
    }

    private static TrivyPackage Package(string name, string version) => new()
    {
        Id = $"{name}@{version}-1+deb12u1",
        Name = name,
        Version = version,
        Release = "1+deb12u1",
        Arch = "amd64",
        SrcName = name,
        SrcVersion = version,
        SrcRelease = "1+deb12u1",
        Identifier = new TrivyPackageIdentifier { Purl = string.Create(CultureInfo.InvariantCulture, $"pkg:deb/debian/{name}@{version}-1%2Bdeb12u1?arch=amd64&distro=debian-12.5") },
        Layer = new TrivyLayer { DiffId = "sha256:" + new string('a', 64) },
    };
}
