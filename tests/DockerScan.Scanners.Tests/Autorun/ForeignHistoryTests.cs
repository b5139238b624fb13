using DockerScan.Core.Images;
using DockerScan.Scanners.ImageConfig.Secrets;
using static DockerScan.Scanners.Tests.Autorun.AutorunBed;

namespace DockerScan.Scanners.Tests.Autorun;

/// <summary>Histories of other builders than Docker's: nothing is found in them that is not there.</summary>
public sealed class ForeignHistoryTests
{
    [Theory]
    [InlineData("/bin/sh -c #(nop) CMD [\"redis-server\"]|force-mtime=10")]
    [InlineData("/bin/sh -c #(nop) CMD [\"redis-server\"] |force-mtime=10")]
    [InlineData("|force-mtime=10 /bin/sh -c #(nop) CMD [\"redis-server\"]")]
    [InlineData("CMD [\"redis-server\"] # buildkit")]
    [InlineData("bazel build ...")]
    [InlineData("nix-store --realise /nix/store/0c1b5yh2v8kz-redis-7.2.4")]
    [InlineData("kaniko")]
    [InlineData("")]
    public async Task Scan_HistoryOfAnotherBuilder_IsQuiet(string line)
    {
        var configuration = new ImageConfiguration { Command = ["redis-server"], History = [new HistoryEntry(line, "FROM localhost/base:1", true)] };

        IsQuiet(await ScanAsync(configuration, UsualSystem()));
        Assert.Empty(ImageConfig.RuleBed.Look(new SecretRule(), configuration));
        Assert.Empty(ImageConfig.RuleBed.Look(new DockerScan.Scanners.ImageConfig.HistoryRule(TestSignatures.All), configuration));
    }
}
