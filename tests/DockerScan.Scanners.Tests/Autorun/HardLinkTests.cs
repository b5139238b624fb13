using DockerScan.Core.Images;
using DockerScan.Core.Scanners;
using DockerScan.TestKit.Content;

namespace DockerScan.Scanners.Tests.Autorun;

/// <summary>A file with several names is judged and shown by the one that is started.</summary>
public sealed class HardLinkTests
{
    private const string Script = "#!/bin/sh\nexec sleep 60\n";

    [Theory]
    // As nix-store --optimise, pnpm, and a cache of git leave it: the engine's archive has the store's name first.
    [InlineData("/nix/store/.links/0a1b", "/nix/store/app/bin/app")]
    [InlineData("/root/.local/share/pnpm/store/v3/files/00/0a", "/app/node_modules/.bin/run")]
    [InlineData("/tmp/build/run", "/usr/local/bin/run")]
    public async Task Scan_StartedUnderItsSecondName_ShowsThatAndJudgesIt(string first, string started)
    {
        var image = new FakeImageContent().File("/bin/sh", Elf()).File(first, Script).Link(started, first, isHard: true);

        var outcome = await ScanAsync(image, started);

        Assert.Contains(outcome.Autorun, file => file.Path == started);
        Assert.DoesNotContain(outcome.Autorun, file => file.Path == first);
        Assert.DoesNotContain(outcome.Findings, finding => finding.Id == "hidden-path" || finding.Target == first);
    }

    [Fact]
    public async Task Scan_OrdinaryProgramStartedByAHiddenName_IsJudgedByThat()
    {
        var image = new FakeImageContent().File("/bin/sh", Elf()).Link("/tmp/.x/run", "bin/sh", isHard: true);

        var outcome = await ScanAsync(image, "/tmp/.x/run");

        Assert.Contains(outcome.Autorun, file => file.Path == "/tmp/.x/run");
        Assert.Contains(outcome.Findings, finding => finding.Target == "/tmp/.x/run");
    }

    [Fact]
    public async Task Scan_ManyCommandsThatAreOneProgram_AreListedOnce()
    {
        var image = new FakeImageContent().File("/bin/[", Elf())
            .File("/entry.sh", "#!/bin/sh\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"/bin/c{i} x\n")));
        image.Link("/bin/sh", "bin/[", isHard: true);
        for (var i = 0; i < 200; i++)
        {
            image.Link($"/bin/c{i}", "bin/[", isHard: true);
        }

        var outcome = await ScanAsync(image, "/entry.sh");

        Assert.Equal(["/entry.sh", "/bin/sh"], outcome.Autorun.Select(file => file.Path));
        Assert.Empty(outcome.Gaps);
    }

    private static byte[] Elf() => [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, .. new byte[100]];

    private static Task<ScannerOutcome> ScanAsync(FakeImageContent image, string entrypoint)
        => AutorunBed.ScanAsync(new ImageConfiguration { Entrypoint = [entrypoint], User = "1000" }, image);
}
