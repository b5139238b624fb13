using DockerScan.Core.Images;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Acme;
using DockerScan.TestKit.Content;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Tests.Acme;

public sealed class AcmeScannerTests
{
    private readonly AcmeScanner _scanner = new(Options.Create(new AcmeOptions()));

    [Fact]
    public async Task ScanAsync_AcmeFile_IsAFindingAtItsPath()
    {
        var outcome = await _scanner.ScanAsync(Input(new FakeImageContent().File("/etc/acme", "x")), TestContext.Current.CancellationToken);

        Assert.Equal(StageOutcome.Completed, outcome.Outcome);
        Assert.Equal("/etc/acme", Assert.Single(outcome.Findings).Location);
    }

    [Fact]
    public async Task ScanAsync_FilesNotAllListed_IsNeverACleanBill()
    {
        var outcome = await _scanner.ScanAsync(Input(new FakeImageContent { Incomplete = "more than 3 entries" }), TestContext.Current.CancellationToken);

        Assert.Equal(StageOutcome.Partial, outcome.Outcome);
    }

    private static Core.Scanners.ScannerInput Input(FakeImageContent content) => SampleImages.Input(new ImageConfiguration(), content);
}
