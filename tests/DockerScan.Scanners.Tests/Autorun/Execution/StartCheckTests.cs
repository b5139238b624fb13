using System.Text;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scanners;
using DockerScan.Core.Stages;
using DockerScan.TestKit.Content;
using static DockerScan.Scanners.Tests.Autorun.AutorunBed;

namespace DockerScan.Scanners.Tests.Autorun.Execution;

/// <summary>Can the start command run here, as this user? Reasons of the kernel's, each with neighbours.</summary>
public sealed class StartCheckTests
{
    private const int Mode644 = 0b110_100_100;
    private const int Mode600 = 0b110_000_000;
    private const int Mode700 = 0b111_000_000;
    private const int Mode711 = 0b111_001_001;
    private const int Mode750 = 0b111_101_000;
    private const int Mode755 = 0b111_101_101;

    // Windows line ends: the kernel takes the carriage return for a part of the name.
    [Theory]
    [InlineData("#!/bin/sh\r\nexec sleep 60\r\n", "missing-interpreter", "carriage return")]
    [InlineData("#!/usr/bin/env bash\r\nexec sleep 60\r\n", "missing-interpreter", "carriage return")]
    [InlineData("#! /bin/sh -e\r\nexec sleep 60\r\n", "script-line-ends", "carriage return")]
    [InlineData("#!/bin/sh\r", "missing-interpreter", "carriage return")]
    [InlineData("#!/usr/bin/env -S bash -e\r\nexec sleep 60\r\n", null, null)]
    [InlineData("#!/bin/sh\nexec sleep 60\r\n", null, null)]
    [InlineData("#!/bin/sh \r\nexec sleep 60\r\n", null, null)]
    public async Task LineEnds(string script, string? id, string? words) => Is(await Exec(UsualSystem().File("/entry.sh", script), "/entry.sh"), id, words);

    // A loader that is not there gives "no such file or directory" for a file that is.
    [Theory]
    [InlineData("/lib64/ld-linux-x86-64.so.2", "missing-interpreter", "/lib64/ld-linux-x86-64.so.2")]
    [InlineData("/lib/ld-musl-x86_64.so.1", null, null)]
    [InlineData("lib/ld-musl-x86_64.so.1", null, null)]
    [InlineData("/lib/link-to-nothing.so", "missing-interpreter", "/lib/link-to-nothing.so")]
    [InlineData("", null, null)]
    public async Task Loader(string loader, string? id, string? words)
    {
        var content = new FakeImageContent().File("/lib/ld-musl-x86_64.so.1", Program()).Link("/lib/link-to-nothing.so", "gone").File("/app/server", Dynamic(loader));

        Is(await Exec(content, "/app/server"), id, words);
    }

    [Theory]
    [InlineData(183, "amd64", "wrong-architecture")]
    [InlineData(40, "arm64", null)]
    [InlineData(3, "amd64", null)]
    [InlineData(62, "arm64", "wrong-architecture")]
    [InlineData(62, "unheard-of", null)]
    public async Task Architecture(byte machine, string architecture, string? id)
        => Is(await Exec(new FakeImageContent().File("/app", Program(machine: machine)), ImagePlatform.Create("linux", architecture, null), new ImageConfiguration { Entrypoint = ["/app"] }), id, id is null ? null : "is made for");

    // In exec form nothing but the kernel reads the file.
    [Theory]
    [InlineData("# note\n#!/bin/sh\nexec sleep 60\n", "not at the very beginning")]
    [InlineData("\n#!/bin/sh\nexec sleep 60\n", "not at the very beginning")]
    [InlineData("\uFEFF#!/bin/sh\nexec sleep 60\n", "byte order mark")]
    [InlineData("exec sleep 60\n", "no #! line")]
    [InlineData("", "is empty")]
    [InlineData("#!\nexec sleep 60\n", "names no interpreter")]
    [InlineData("#!   \nexec sleep 60\n", "names no interpreter")]
    public async Task Format_ExecForm_IsRefusedByTheKernel(string script, string words)
        => Is(await Exec(UsualSystem().File("/entry.sh", script), "/entry.sh"), "not-a-program", words);

    // A shell reads such a file itself.
    [Theory]
    [InlineData("# note\n#!/bin/sh\nexec sleep 60\n")]
    [InlineData("\uFEFFexec sleep 60\n")]
    [InlineData("exec sleep 60\n")]
    public async Task Format_ShellForm_IsReadByTheShell(string script)
    {
        Is(await Exec(UsualSystem().File("/entry.sh", script), "/bin/sh", "-c", "/entry.sh"), null, null);
        Is(await Exec(UsualSystem().File("/entry.sh", script), "/bin/sh", "/entry.sh"), null, null);
    }

    [Theory]
    [InlineData("MZ\u0090\0\u0003")]
    public async Task Format_OtherSystem_IsRefusedByAShellToo(string bytes)
        => Is(await Exec(UsualSystem().File("/app.exe", Encoding.Latin1.GetBytes(bytes)), "/bin/sh", "-c", "/app.exe"), "not-a-program", "another system");

    // A number that /etc/passwd does not know has group 0.
    [Theory]
    [InlineData(Mode644, "", "not-executable")]
    [InlineData(Mode644, "1000", "not-executable")]
    [InlineData(Mode755, "1000", null)]
    [InlineData(Mode700, "", null)]
    [InlineData(Mode700, "1000", "not-permitted")]
    [InlineData(Mode750, "1000", null)]
    [InlineData(Mode750, "1000:1000", "not-permitted")]
    [InlineData(Mode750, "1000:0", null)]
    [InlineData(Mode711, "1000", "not-permitted")]
    [InlineData(Mode711, "app", "not-permitted")]
    [InlineData(Mode750, "app", null)]
    [InlineData(Mode750, "other", "not-permitted")]
    [InlineData(Mode700, "nobody-knows", null)]
    public async Task Mode(int mode, string user, string? id)
    {
        var content = UsualSystem().File("/etc/passwd", "app:x:500:600::/:/bin/sh\nother:x:501:601::/:/bin/sh\n", Mode644).File("/etc/group", "root:x:0:app\n", Mode644)
            .File("/entry.sh", "#!/bin/sh\nexec sleep 60\n", mode);

        Is(await Exec(content, ImagePlatform.Default, new ImageConfiguration { Entrypoint = ["/entry.sh"], User = user }), id, null);
    }

    // A folder above that this user may not enter, also one that a link leads through.
    [Theory]
    [InlineData("/secret/entry.sh", "1000", "not-permitted")]
    [InlineData("/link.sh", "1000", "not-permitted")]
    [InlineData("/secret/entry.sh", "0", null)]
    [InlineData("/secret/entry.sh", "7", null)]
    [InlineData("/open/entry.sh", "1000", null)]
    public async Task Folders(string path, string user, string? id)
    {
        var content = UsualSystem().Directory("/secret", Mode700, 7).File("/secret/entry.sh", "#!/bin/sh\n").File("/open/entry.sh", "#!/bin/sh\n").Link("/link.sh", "secret/entry.sh");

        Is(await Exec(content, ImagePlatform.Default, new ImageConfiguration { Entrypoint = [path], User = user }), id, id is null ? null : "may not enter /secret");
    }

    [Theory]
    [InlineData("/dev/entry.sh")]
    [InlineData("/proc/entry.sh")]
    [InlineData("/sys/fs/entry.sh")]
    public async Task Covered(string path) => Is(await Exec(UsualSystem().File(path, "#!/bin/sh\n"), path), "covered-by-mount", "mounts its own");

    [Theory]
    [InlineData("/app", "is a folder")]
    [InlineData("./app", "is a folder")]
    [InlineData("/link", "is a folder")]
    public async Task Folder(string word, string words) => Is(await Exec(UsualSystem().Directory("/app").Link("/link", "app"), word), "missing-target", words);

    [Theory]
    [InlineData("#!/opt/none\n", "missing-interpreter", "/opt/none is not in the image")]
    [InlineData("#!/usr/bin/env ruby\n", "missing-interpreter", "env does not find ruby")]
    [InlineData("#!/usr/bin/env -S ruby -w\n", "missing-interpreter", "env does not find ruby")]
    [InlineData("#!/usr/bin/env bash -e\n", "missing-interpreter", "\"bash -e\" as one word")]
    [InlineData("#!/usr/bin/env -S bash -e\n", null, null)]
    [InlineData("#!/usr/bin/env bash\n", null, null)]
    [InlineData("#!/app/locked\n", "not-executable", "/app/locked")]
    [InlineData("#!/app\n", "missing-target", "is a folder")]
    [InlineData("#!/app/other\n", "missing-interpreter", "is not in the image")]
    [InlineData("#!bin/sh\n", null, null)]
    public async Task Interpreter(string script, string? id, string? words)
        => Is(await Exec(UsualSystem().File("/app/locked", Program(), Mode644).File("/app/other", "#!/opt/none\n").File("/entry.sh", script), "/entry.sh"), id, words);

    [Theory]
    [InlineData(5, null)]
    [InlineData(6, "interpreter-depth")]
    public async Task NestedScripts(int scripts, string? id)
    {
        var content = UsualSystem();
        for (var i = 1; i <= scripts; i++)
        {
            content.File($"/s{i}", i == scripts ? "#!/bin/sh\n" : $"#!/s{i + 1}\n");
        }

        Is(await Exec(content, "/s1"), id, null);
    }

    [Fact]
    public async Task InterpretersInACircle_End()
        => Is(await Exec(UsualSystem().File("/a", "#!/b\n").File("/b", "#!/a\n"), "/a"), "interpreter-depth", null);

    [Fact]
    public async Task LongInterpreterLine_IsNone()
        => Is(await Exec(UsualSystem().File("/entry.sh", "#!/" + new string('a', 300) + "\n"), "/entry.sh"), "not-a-program", "within 254 characters");

    // Behind a wrapper the same holds, but for what its C library gives a shell; and for whom it changes to is not known.
    [Theory]
    [InlineData("missing-interpreter", "tini", "--", "/crlf.sh")]
    [InlineData("not-executable", "tini", "--", "/locked.sh")]
    [InlineData(null, "tini", "--", "/plain")]
    [InlineData(null, "gosu", "app", "/mine.sh")]
    [InlineData("not-permitted", "tini", "/mine.sh")]
    [InlineData("not-permitted", "/bin/sh", "/unreadable.sh")]
    [InlineData("missing-target", "tini", "--", "gone")]
    public async Task Wrapped(string? id, params string[] words)
    {
        var content = UsualSystem().File("/crlf.sh", "#!/bin/sh\r\n").File("/locked.sh", "#!/bin/sh\n", Mode644).File("/plain", "sleep 1").File("/mine.sh", "#!/bin/sh\n", Mode700, 5).File("/unreadable.sh", "sleep 1\n", Mode600);

        Is(await Exec(content, ImagePlatform.Default, new ImageConfiguration { Entrypoint = words, User = "1000" }), id, null);
    }

    [Fact]
    public async Task ListOfFilesNotWhole_NothingIsMissing()
    {
        var content = UsualSystem().File("/entry.sh", "#!/opt/none\n");
        content.Incomplete = "more than 3 entries";

        Assert.Empty(Remarks(await Exec(content, "/entry.sh")));
    }

    // What is not the kernel's reason is found as it was: links in a circle, blanks at the end of a name, a link to "..".
    [Theory]
    [InlineData("/odd /entry.sh", null)]
    [InlineData("/up/app/entry.sh", null)]
    [InlineData("/ring/a", "missing-target")]
    [InlineData("entry.sh", null)]
    public async Task OddPaths(string word, string? id)
    {
        var content = UsualSystem().File("/odd /entry.sh", "#!/bin/sh\n").File("/app/entry.sh", "#!/bin/sh\n").Directory("/app/sub").Link("/up", "app/sub/../..").Link("/ring/a", "b").Link("/ring/b", "a").Link("/ring/c", ".");

        Is(await Exec(content, ImagePlatform.Default, new ImageConfiguration { Entrypoint = [word], Environment = ["PATH=/ring/a:/ring/c:/usr/bin:/app"] }), id, null);
    }

    private static byte[] Dynamic(string loader)
    {
        var bytes = Program();
        bytes[64] = (byte)(loader.Length == 0 ? 4 : 3);
        BitConverter.TryWriteBytes(bytes.AsSpan(64 + 8), 128UL);
        BitConverter.TryWriteBytes(bytes.AsSpan(64 + 0x20), (ulong)loader.Length + 1);
        Encoding.ASCII.GetBytes(loader, bytes.AsSpan(128));
        return bytes;
    }

    private static void Is(ScannerOutcome outcome, string? id, string? words)
    {
        Assert.Equal(StageOutcome.Completed, outcome.Outcome);
        var findings = Remarks(outcome).ToList();
        Assert.Equal(id is null ? [] : [id], findings.Select(finding => finding.Id));
        Assert.All(findings, finding => Assert.Equal((Severity.Low, "autorun.file"), (finding.Severity, finding.Check)));
        if (words is not null)
        {
            Assert.Contains(words, findings[0].Evidence, StringComparison.Ordinal);
            Assert.EndsWith("the container cannot start as configured.", findings[0].Remediation, StringComparison.Ordinal);
        }
    }

    private static Task<ScannerOutcome> Exec(FakeImageContent content, params string[] words)
        => Exec(content, ImagePlatform.Default, new ImageConfiguration { Entrypoint = words });

    private static Task<ScannerOutcome> Exec(FakeImageContent content, ImagePlatform platform, ImageConfiguration configuration)
        => ScanAsync(configuration, content, platform: platform);
}
