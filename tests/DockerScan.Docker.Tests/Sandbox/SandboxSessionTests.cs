using System.Globalization;
using System.Text;
using DockerScan.Core;
using DockerScan.Core.Sandbox;
using DockerScan.Docker.Sandbox;
using DockerScan.Docker.Tests.Files;

namespace DockerScan.Docker.Tests.Sandbox;

[Trait("Category", "Engine")]
public sealed partial class SandboxSessionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadLinesAsync_FastTarget_LosesNoLine()
    {
        await using var bed = SandboxTestBed.Open("lines");
        var image = await bed.ImportAsync();
        await using var session = await bed.StartAsync(SandboxTestBed.Spec(
            image, "sh", "-c", "echo first; i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done; echo last >&2; printf 'no end'"));

        var lines = await SandboxTestBed.LinesAsync(session, SandboxRole.Target);
        var exit = await session.WaitAsync(SandboxRole.Target, Token);

        var output = lines.Where(line => !line.IsError).Select(line => line.Text).ToList();
        Assert.Equal(20_002, output.Count);
        Assert.Equal(("first", "line 19999", "no end"), (output[0], output[^2], output[^1]));
        Assert.Equal(["last"], lines.Where(line => line.IsError).Select(line => line.Text));
        Assert.Equal(new SandboxExit(0, false, null), exit);
    }

    [Fact]
    public async Task ReadLinesAsync_ReaderComesLate_GetsEverything()
    {
        await using var bed = SandboxTestBed.Open("late");
        var image = await bed.ImportAsync();
        await using var session = await bed.StartAsync(SandboxTestBed.Spec(image, "sh", "-c", "echo one; echo two; exit 7"));

        var exit = await session.WaitAsync(SandboxRole.Target, Token);

        Assert.Equal(["one", "two"], (await SandboxTestBed.LinesAsync(session, SandboxRole.Target)).Select(line => line.Text));
        Assert.Equal(7, exit.ExitCode);
    }

    [Fact]
    public async Task ReadLinesAsync_LineWritten_IsHereWithin100Milliseconds()
    {
        await using var bed = SandboxTestBed.Open("delay");
        var image = await bed.ImportAsync();
        await using var session = await bed.StartAsync(SandboxTestBed.Spec(
            image, "sh", "-c", "i=0; while [ $i -lt 30 ]; do cat /proc/uptime; i=$((i+1)); sleep 0.05; done"));
        List<double> delays = [];

        await foreach (var line in session.ReadLinesAsync(SandboxRole.Target, 1 << 20, Token))
        {
            // The same clock, when the engine is on this machine; in hundredths of a second.
            delays.Add(Uptime(await File.ReadAllTextAsync("/proc/uptime", Token)) - Uptime(line.Text));
        }

        Assert.Equal(30, delays.Count);
        TestContext.Current.SendDiagnosticMessage($"delay: median {Median(delays) * 1000:F0} ms, most {delays.Max() * 1000:F0} ms");
        Assert.InRange(Median(delays), -0.01, 0.1);
    }

    [Fact]
    public async Task ReadLinesAsync_HostileBytes_AreValidText()
    {
        await using var bed = SandboxTestBed.Open("bytes");
        var image = await bed.ImportAsync();
        await using var session = await bed.StartAsync(SandboxTestBed.Spec(
            image, "sh", "-c", @"printf 'a\377\376b\r\n'; printf '\000\033[2J\n'; head -c 200000 /dev/zero | tr '\0' x; echo; echo after"));

        var lines = await SandboxTestBed.LinesAsync(session, SandboxRole.Target);

        Assert.Equal("a\uFFFD\uFFFDb", lines[0].Text);
        Assert.Equal("\0\u001b[2J", lines[1].Text);
        Assert.Equal((LineSplitter.MaxLineBytes, true), (lines[2].Text.Length, lines[2].IsCut));
        Assert.Equal("after", lines[^1].Text);
        Assert.All(lines, line => Assert.True(line.Text.IsNormalized() || line.Text.Length > 0));
    }

    [Fact]
    public async Task ReadLinesAsync_Flood_EndsAtTheBoundAndLetsTheTargetGo()
    {
        await using var bed = SandboxTestBed.Open("flood");
        var image = await bed.ImportAsync();
        await using var session = await bed.StartAsync(SandboxTestBed.Spec(image, "sh", "-c", "head -c 50000000 /dev/zero | tr '\\0' 'x\\n'; exit 3"));

        var lines = await SandboxTestBed.LinesAsync(session, SandboxRole.Target, 100_000);
        var exit = await session.WaitAsync(SandboxRole.Target, Token);

        Assert.True(lines[^1].IsCut);
        Assert.InRange(lines.Sum(line => Encoding.UTF8.GetByteCount(line.Text)), 1, 100_000);
        Assert.Equal(3, exit.ExitCode);
    }

    [Fact]
    public async Task WaitAsync_MemoryHog_IsOutOfMemory()
    {
        await using var bed = SandboxTestBed.Open("oom");
        var image = await bed.ImportAsync();
        await using var session = await bed.StartAsync(SandboxTestBed.Spec(image, "sh", "-c", "x=x; while :; do x=$x$x; done") with
        {
            Limits = new SandboxLimits { MemoryBytes = 16 << 20 },
        });

        var exit = await session.WaitAsync(SandboxRole.Target, Token);

        Assert.Equal((137, true), (exit.ExitCode, exit.IsOutOfMemory));
    }

    [Fact]
    public async Task WaitAsync_HugeFile_IsStoppedByTheKernel()
    {
        await using var bed = SandboxTestBed.Open("fsize");
        var image = await bed.ImportAsync();
        await using var session = await bed.StartAsync(
            SandboxTestBed.Spec(image, "sh", "-c", "dd if=/dev/zero of=/big bs=1M count=10; echo status $?; ls -l /big") with
            {
                Limits = new SandboxLimits { MaxFileBytes = 4 << 20 },
            });

        var lines = await SandboxTestBed.LinesAsync(session, SandboxRole.Target);

        // 128 + SIGXFSZ
        Assert.Contains("status 153", lines.Select(line => line.Text));
        Assert.Contains(lines, line => line.Text.Contains(" 4194304 ", StringComparison.Ordinal));
        Assert.InRange(await session.GetWrittenBytesAsync(sharedBefore: 1 << 20, Token) - SandboxTestBed.GateBytes, 4 << 20, (4 << 20) + 4096);
    }

    [Fact]
    public async Task WaitAsync_ForkBomb_StaysWithinItsLimit()
    {
        await using var bed = SandboxTestBed.Open("fork");
        var image = await bed.ImportAsync();
        await using var session = await bed.StartAsync(
            SandboxTestBed.Spec(image, "sh", "-c", "sh -c 'b() { b | b & }; b; b; sleep 9' & exec sleep 99") with { Limits = new SandboxLimits { MaxPids = 32 } });

        var top = await session.TopAsync(Token);
        await session.StopAsync(SandboxRole.Target, Token);
        var exit = await session.WaitAsync(SandboxRole.Target, Token);

        Assert.InRange(top.Count, 1, 32);
        Assert.Equal(137, exit.ExitCode);
    }

    [Theory]
    [InlineData("USER nosuchuser", "unable to find user nosuchuser")]
    [InlineData("CMD [\"/nosuchcommand\"]", "/nosuchcommand")]
    [InlineData("CMD [\"/etc/text\"]", "permission denied")]
    [InlineData("CMD []", "no command")]
    [InlineData("WORKDIR /etc/text", "/etc/text is not a directory")]
    [InlineData("WORKDIR /ring/x", "too many links")]
    [InlineData("VOLUME /etc/text", "the volume /etc/text")]
    [InlineData("VOLUME /link", "the volume /link")]
    public async Task StartAsync_ImageThatCannotStart_GivesTheEnginesWords(string change, string expected)
    {
        await using var bed = SandboxTestBed.Open("words");
        var image = await bed.ImportAsync(
            [TestTar.File("etc/text", "x"), TestTar.Link("ring", "ring"), TestTar.Link("link", "/etc/text")], "CMD [\"/bin/sh\"]", change);
        await using var session = await bed.Engine.OpenAsync(SandboxTestBed.Spec(image), Token);
        await session.StartAsync(SandboxRole.Network, Token);

        var words = await session.StartAsync(SandboxRole.Target, Token);

        Assert.Contains(expected, words, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("overlay2", words, StringComparison.Ordinal);
        await session.DisposeAsync();
        Assert.Equal(0, await bed.CountLeftAsync());
    }

    [Fact]
    public async Task StartAsync_EngineFailsInTheImagesWords_IsAnEngineFailure()
    {
        // A runtime that is not there: "no such file or directory", said of the engine's own.
        await using var bed = SandboxTestBed.Open("control");
        var image = await bed.ImportAsync(null, "CMD [\"/bin/sh\"]");
        await using var session = (SandboxSession)await bed.Engine.OpenAsync(SandboxTestBed.Spec(image), Token);
        session.Control = new StartControl(
            bed.Connection, new SandboxContainers(SandboxTestBed.Spec(image), new SandboxNames(ScanId.Parse("sandboxtest01"), "x", bed.Label, ""), SandboxTestBed.FakeProgram with { BinaryPath = "/nosuch" }),
            image.ImageId.Value, hasQuota: false);
        await session.StartAsync(SandboxRole.Network, Token);
        await session.StopAsync(SandboxRole.Network, Token);

        await Assert.ThrowsAsync<EngineException>(() => session.StartAsync(SandboxRole.Target, Token));
    }

    [Fact]
    public async Task StartAsync_InspectorWithoutTarget_IsAnEngineFailure()
    {
        await using var bed = SandboxTestBed.Open("order");
        var image = await bed.ImportAsync();
        await using var session = await bed.Engine.OpenAsync(SandboxTestBed.Spec(image, "sleep", "9"), Token);
        await session.StartAsync(SandboxRole.Network, Token);

        await Assert.ThrowsAsync<EngineException>(() => session.StartAsync(SandboxRole.Inspector, Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => session.WaitAsync(SandboxRole.Target, Token));
    }

    [Fact]
    public async Task FreezeAsync_TargetThatActs_StandsStillIsReadAndEnds()
    {
        await using var bed = SandboxTestBed.Open("freeze");
        var image = await bed.ImportAsync([TestTar.Folder("tmp/")]);
        await using var session = await bed.StartAsync(
            SandboxTestBed.Spec(image, "sh", "-c", "echo begun; echo x > /tmp/kept; i=0; while :; do i=$((i+1)); echo $i > /tmp/count; done"));
        await foreach (var line in session.ReadLinesAsync(SandboxRole.Target, 1 << 20, Token))
        {
            break;
        }

        Assert.Equal(TargetHold.Frozen, await session.FreezeAsync(Token));
        var one = await session.ReadFileAsync(SandboxRole.Target, "/tmp/count", 100, Token);
        var other = await session.ReadFileAsync(SandboxRole.Target, "/tmp/count", 100, Token);
        var changes = await session.GetChangesAsync(100, Token);
        await session.StopAsync(SandboxRole.Target, Token);

        Assert.Equal(one!.Sha256, other!.Sha256);
        Assert.Contains(changes.Changes, change => change.Path == "/tmp/kept");
        Assert.Equal(137, (await session.WaitAsync(SandboxRole.Target, Token)).ExitCode);
        Assert.Equal(TargetHold.Ended, await session.FreezeAsync(Token));
    }

    [Fact]
    public async Task GetWrittenBytesAsync_TargetWritesTheSharedFiles_CountsWhatTheyGrewBy()
    {
        await using var bed = SandboxTestBed.Open("shared");
        var image = await bed.ImportAsync([TestTar.Folder("etc/")]);
        await using var session = await bed.Engine.OpenAsync(
            SandboxTestBed.Spec(image, "sh", "-c", "echo 10.0.0.9 updates.example >> /etc/hosts; head -c 3000000 /dev/zero >> /etc/resolv.conf"), Token);
        await session.StartAsync(SandboxRole.Network, Token);
        var before = await session.GetWrittenBytesAsync(sharedBefore: 0, Token);
        Assert.Null(await session.StartAsync(SandboxRole.Target, Token));
        await session.WaitAsync(SandboxRole.Target, Token);

        Assert.InRange(before - SandboxTestBed.GateBytes, 1, 1000);
        Assert.InRange(await session.GetWrittenBytesAsync(before - SandboxTestBed.GateBytes, Token) - SandboxTestBed.GateBytes, 3_000_000, 3_001_000);
    }

    // The engine says 0 bytes of them; the disk has a block of each.
    [Fact]
    public async Task GetWrittenBytesAsync_FoldersAlone_TakeABlockEach()
    {
        await using var bed = SandboxTestBed.Open("folders");
        var image = await bed.ImportAsync([TestTar.Folder("srv/")]);
        await using var session = await bed.StartAsync(SandboxTestBed.Spec(image, "sh", "-c", "i=0; while [ $i -lt 2000 ]; do mkdir /srv/$i; i=$((i+1)); done"));
        await session.WaitAsync(SandboxRole.Target, Token);

        Assert.InRange(await session.GetWrittenBytesAsync(sharedBefore: 1 << 20, Token), 2000 * 4096, 2010 * 4096);
    }

    [Fact]
    public async Task StartAsync_Sentinel_HearsWhenItsHostIsGone()
    {
        // cat ends with its input.
        await using var bed = SandboxTestBed.Open("stdin", program: SandboxTestBed.FakeProgram with { NetworkArguments = ["sh", "-c", "cat; echo gone"] });
        var image = await bed.ImportAsync();
        await using var session = (SandboxSession)await bed.Engine.OpenAsync(SandboxTestBed.Spec(image, "sh"), Token);
        await session.StartAsync(SandboxRole.Network, Token);
        Assert.True((await bed.InspectAsync("network")).State!.Running);

        session.LetGo(SandboxRole.Network);

        Assert.Equal(0, (await session.WaitAsync(SandboxRole.Network, Token)).ExitCode);
    }

    [Fact]
    public async Task StopAsync_Sentinel_MaySayGoodbye()
    {
        await using var bed = SandboxTestBed.Open("stop");
        var image = await bed.ImportAsync();
        await using var session = await bed.StartAsync(SandboxTestBed.Spec(image, "sh", "-c", "while :; do sleep 0.1; done"));
        await session.StartAsync(SandboxRole.Inspector, Token);
        var lines = SandboxTestBed.LinesAsync(session, SandboxRole.Network);

        await session.StopAsync(SandboxRole.Network, Token);
        await session.StopAsync(SandboxRole.Target, Token);
        await session.StopAsync(SandboxRole.Target, Token);

        Assert.Equal(["ready", "bye"], (await lines).Select(line => line.Text));
        // Its PID namespace is gone with its first process.
        Assert.Equal(137, (await session.WaitAsync(SandboxRole.Inspector, Token)).ExitCode);
    }

    [Fact]
    public async Task TopAsync_LongCommandLine_IsCut()
    {
        await using var bed = SandboxTestBed.Open("top");
        var image = await bed.ImportAsync();
        await using var session = await bed.StartAsync(SandboxTestBed.Spec(
            image, "sh", "-c", "x=$(head -c 60000 /dev/zero | tr '\\0' y); sh -c 'echo started; while :; do sleep 1; done' $x & wait"));
        await foreach (var line in session.ReadLinesAsync(SandboxRole.Target, 1000, Token))
        {
            Assert.Equal("started", line.Text);
            break;
        }

        var top = await session.TopAsync(Token);

        Assert.Contains(top, line => line.Length == 4096 && line.Contains("yyyy", StringComparison.Ordinal));
        Assert.All(top, line => Assert.True(int.TryParse(line.Split(' ')[0], CultureInfo.InvariantCulture, out _)));
    }

    [Fact]
    public async Task GetChangesAsync_PlantedFiles_AreNotTheTargets()
    {
        await using var bed = SandboxTestBed.Open("changes");
        var image = await bed.ImportAsync([TestTar.Folder("root/"), TestTar.Folder("data/"), TestTar.File("etc/old", "x"), TestTar.File("etc/gone", "x")], "VOLUME /data");
        await using var session = await bed.StartAsync(SandboxTestBed.Spec(image, "sh", "-c", "echo y > /etc/old; rm /etc/gone; echo z > /data/new") with
        {
            Files = [new SandboxFile("/root/.aws/credentials", "secret"u8.ToArray(), 0, 0b110_000_000)],
        });
        await session.WaitAsync(SandboxRole.Target, Token);

        var changes = await session.GetChangesAsync(100, Token);
        var few = await session.GetChangesAsync(2, Token);

        Assert.Equal(
            // Nobody removes the gate here, and once the target runs it is ours no longer.
            ["added /.init", "changed /data", "added /data/new", "changed /etc", "deleted /etc/gone", "changed /etc/old"],
            changes.Changes.OrderBy(change => change.Path, StringComparer.Ordinal).Select(change => $"{change.Kind} {change.Path}"));
        Assert.Equal(6, changes.Total);
        Assert.Equal((2, 6), (few.Changes.Count, few.Total));
        Assert.InRange(await session.GetWrittenBytesAsync(sharedBefore: 1 << 20, Token) - SandboxTestBed.GateBytes, 4, 400);
    }

    [Fact]
    public async Task ReadFileAsync_AnythingButARegularFile_IsNull()
    {
        await using var bed = SandboxTestBed.Open("files");
        var image = await bed.ImportAsync();
        await using var session = await bed.StartAsync(SandboxTestBed.Spec(
            image, "sh", "-c", "echo hello > /file; ln -s /file /link; mkfifo /pipe; mkdir /folder; ln -s / /root2; ln -s /etc/passwd /host"));
        await session.WaitAsync(SandboxRole.Target, Token);

        var file = await session.ReadFileAsync(SandboxRole.Target, "/file", 4, Token);

        Assert.Equal(("hell", 6, true), (Encoding.UTF8.GetString(file!.Content.Span), file.SizeBytes, file.IsTruncated));
        Assert.Equal("5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03", file.Sha256);
        foreach (var path in new[] { "/link", "/pipe", "/folder", "/host", "/none", "/file/none" })
        {
            Assert.Null(await session.ReadFileAsync(SandboxRole.Target, path, 100, Token));
        }

        Assert.NotNull(await session.ReadFileAsync(SandboxRole.Network, "/busybox", 1, Token));
    }

    private static double Uptime(string text) => double.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
