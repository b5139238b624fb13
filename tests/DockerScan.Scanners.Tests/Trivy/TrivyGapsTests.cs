using DockerScan.Core.Content;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Processes;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Mapping;
using DockerScan.Scanners.Trivy.Systems;
using DockerScan.Scanners.Trivy.Tool;

namespace DockerScan.Scanners.Tests.Trivy;

public sealed class TrivyGapsTests
{
    private static readonly DatabaseChoice Database = new(DatabaseKind.Downloaded, "/cache", "/cache", new TrivyDatabase(DatabaseStatus.Present));

    private static readonly DatabaseRefresh Fresh = new("vulnerabilities", DatabaseRefreshOutcome.Current, string.Empty, null);

    private static readonly TrivyTool Tool = new() { Path = "/t", Length = 1, WrittenTicks = 1, Version = "0.44.1", Flags = [], MisconfigurationName = "config" };

    private static readonly MappedReport Debian = new()
    {
        Findings = [],
        TotalFindings = 0,
        OperatingSystem = new OperatingSystemInfo("debian", "12.5", false),
        PackageCount = 1,
        OsPackageCount = 1,
    };

    // Without a row of the table nothing is asked of the database.
    private static readonly SystemAnswer Known = new(Debian.OperatingSystem, null, null);

    private static readonly MappedReport Nothing = Debian with { OperatingSystem = null, PackageCount = 0, OsPackageCount = 0 };

    [Fact]
    public void Of_EverythingRead_IsNone() => Assert.Empty(Gaps(Debian, TestContent.Index(null, "/etc/os-release", "/a.jar"), hasJavaIndex: true));

    [Fact]
    public void Of_NoFileList_IsAGap()
    {
        Assert.Contains("Java archives may have been overlooked", Assert.Single(Gaps(Debian, null)), StringComparison.Ordinal);
        Assert.Contains("did not list the image's files", Assert.Single(Gaps(Nothing, null, hasJavaIndex: true)), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_FileListNotWhole_IsAGap()
    {
        var index = TestContent.Index("too many files", "/bin/busybox");

        Assert.Equal(2, Gaps(Nothing, index).Count);
        Assert.All(Gaps(Nothing, index), gap => Assert.Contains("too many files", gap, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_SystemThatTrivyDoesNotKnow_IsAGap()
        => Assert.Equal("no data", Assert.Single(Gaps(Debian, TestContent.Index(null), true, system: Known with { Gap = new Gap(GapKind.SystemUnsupported, "no data") })));

    [Fact]
    public void Of_WithoutADatabase_OnlyThatIsSaid()
        => Assert.Contains("no vulnerability database", Assert.Single(Gaps(
            Debian, TestContent.Index(null), true, Known with { Gap = new Gap(GapKind.SystemUnsupported, "no data") }, Database with { Database = new TrivyDatabase(DatabaseStatus.Missing) })), StringComparison.Ordinal);

    [Fact]
    public void Of_FindingsCut_IsAGap()
        => Assert.Contains("worst 0 of 7", Assert.Single(Gaps(Debian with { TotalFindings = 7 }, TestContent.Index(null), true)), StringComparison.Ordinal);

    private static List<string> Gaps(MappedReport mapped, ImageFileIndex? index, bool hasJavaIndex = false, SystemAnswer? system = null, DatabaseChoice? database = null)
        => [.. TrivyGaps.Of(Tool, new TrivyRun { Database = database ?? Database, HasJavaIndex = hasJavaIndex, Process = new ProcessResult(0, false, string.Empty, string.Empty) }, Fresh, mapped, system ?? Known, index, new ImageConfiguration()).Select(gap => gap.Detail)];
}
