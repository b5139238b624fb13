using DockerScan.Core.Scans;
using DockerScan.Scanners.Autorun;

namespace DockerScan.Scanners.Tests.Autorun;

/// <summary>Not looked at is never "none": where a list of packages was not read, nobody says that no package has a file.</summary>
public sealed class UnvouchedTests
{
    private static readonly AutorunFile File = new() { Path = "/usr/bin/tool", Kind = AutorunKind.Elf, StartedBy = "CMD" };

    [Fact]
    public void OfUnvouched_EveryListRead_SaysThatNoPackageVouches()
    {
        var finding = AutorunFindings.OfUnvouched([File]);

        Assert.Equal("Review: 1 file starts by itself, and no package of the image vouches for it", finding?.Title);
        Assert.DoesNotContain("not all read", finding?.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void OfUnvouched_ListNotRead_SaysThatNobodyLooked()
    {
        var finding = AutorunFindings.OfUnvouched([File with { PackageUnread = "rpm's /var/lib/rpm/Packages: it is a Berkeley database" }, File with { Path = "/usr/bin/other" }]);

        Assert.Equal("Review: 2 files start by themselves, and whether a package of the image vouches for them could not be read", finding?.Title);
        Assert.EndsWith("\nthe lists of the image's packages were not all read: rpm's /var/lib/rpm/Packages: it is a Berkeley database", finding?.Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody vouches", finding?.RiskReason, StringComparison.Ordinal);
    }

    [Fact]
    public void OfUnvouched_PackageKnown_IsNone() => Assert.Null(AutorunFindings.OfUnvouched([File with { Package = "tool" }]));
}
