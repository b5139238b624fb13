using DockerScan.Core.Images;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Scanners.Sandbox;
using DockerScan.Scanners.Sandbox.Analysis;
using DockerScan.Scanners.Tests.Sandbox.Analysis;
using DockerScan.Scanners.Tests.Sandbox.Support;
using DockerScan.Sentinel.Events;
using DockerScan.TestKit.Content;

namespace DockerScan.Scanners.Tests.Sandbox;

/// <summary>What is left behind is read, bounded, and what was not read is said.</summary>
public sealed class AftermathTests : IAsyncDisposable
{
    private readonly ScriptedSession _session = new();
    private readonly FakeImageContent _image = new();

    private SandboxRecord _record = new() { WindowSeconds = 5, TargetStartMs = 0, Configuration = new ImageConfiguration() };

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        await _image.DisposeAsync();
    }

    [Theory]
    [InlineData("\u007fELF\u0002", AutorunKind.Elf)]
    [InlineData("#!/bin/sh", AutorunKind.Script)]
    public async Task ReadAsync_NewProgram_IsExtractedWithItsKind(string head, AutorunKind kind)
    {
        _session.File("/tmp/x", head);

        var found = Assert.Single((await ReadAsync()).Executables);

        Assert.Equal(("/tmp/x", kind, 64), (found.Path, found.Kind, found.Sha256!.Length));
    }

    [Theory]
    [InlineData("/.\n/etc\n/etc/cron.d/job\n", "/etc/cron.d/job")]
    [InlineData("/lib/systemd/system/x.service\n", "/usr/lib/systemd/system/x.service")]
    [InlineData("/usr/share/x\n", "")]
    public async Task ReadAsync_PackageThatWasInstalled_NamesWhatItBrought(string list, string named)
    {
        _session.File("/etc/cron.d/job", "x").File("/usr/lib/systemd/system/x.service", "x").File("/var/lib/dpkg/info/x.list", list);

        Assert.Equal(named, string.Join(' ', (await ReadAsync()).PackageFiles ?? new HashSet<string> { "?" }));
    }

    [Fact]
    public async Task ReadAsync_TextLongerThanIsRead_IsAGap()
    {
        _session.File("/etc/environment", new string('#', 256 * 1024) + "\nLD_PRELOAD=/x.so\n");

        var gap = Assert.Single((await ReadAsync()).Gaps);

        Assert.Equal(GapKind.ChangesUnread, gap.Kind);
        Assert.Contains("/etc/environment", gap.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_MoreTextsThanAreRead_AreAGap()
    {
        for (var i = 0; i < 300; i++)
        {
            _session.File($"/etc/apt/apt.conf.d/{i:000}", "x");
        }

        Assert.Contains("300 changed files of settings", Assert.Single((await ReadAsync()).Gaps).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_PlaceByALinkOfTheImage_BringsItsText()
    {
        _image.Directory("/srv/jobs").Link("/etc/cron.d", "/srv/jobs");
        _session.File("/srv/jobs/x", "* * * * * root /tmp/x");

        Assert.Equal("* * * * * root /tmp/x", (await ReadAsync()).ChangedTexts["/srv/jobs/x"]);
    }

    [Fact]
    public async Task ReadAsync_ProgramInTheGatesPlace_IsTheTargetsOnceTheGateIsGone()
    {
        _session.File("/.init", "#!/bin/sh");
        Assert.Empty((await ReadAsync()).Executables);

        _record = _record with { ArePlantedGone = true };
        Assert.Equal("/.init", Assert.Single((await ReadAsync()).Executables).Path);
    }

    [Fact]
    public async Task ReadAsync_ProfileInANewHome_BringsWhatItMayBeACopyOf()
    {
        _image.File("/etc/skel/.bashrc", "alias a=b");
        _session.File("/home/app/.bashrc", "alias a=b");

        Assert.Equal("alias a=b", (await ReadAsync()).OriginalTexts["/etc/skel/.bashrc"]);
    }

    [Fact]
    public async Task ReadAsync_NoPackageInstalled_IsNotKnown()
    {
        _session.File("/etc/cron.d/job", "x");

        Assert.Null((await ReadAsync()).PackageFiles);
    }

    // A copy of the image's own shell with the bit, and its own shell that gets it, are ways back to root; one that had it before is image-config's.
    [Theory]
    [InlineData("/usr/lib/.x", 0b100_111_101_101, 0b111_101_101, true)]
    [InlineData("/bin/tool", 0b100_111_101_101, 0b111_101_101, true)]
    [InlineData("/bin/tool", 0b010_111_101_101, 0b111_101_101, true)]
    [InlineData("/bin/tool", 0b100_111_101_101, 0b100_111_101_101, false)]
    [InlineData("/usr/lib/.x", 0b111_101_101, 0b111_101_101, false)]
    public async Task ReadAsync_SetUidBit_CountsWhereTheImageHadNone(string path, int mode, int before, bool isFound)
    {
        _image.File("/bin/tool", "\u007fELF x", before);
        _session.File(path, "\u007fELF x").Modes[path] = mode;

        Assert.Equal(isFound, Assert.Single((await ReadAsync()).Executables).IsSetUid);
    }

    // Only what the kernel loads is a program: an object file of a compiler and a memory dump are not.
    [Theory]
    [InlineData("\u0001", "\u0002\u0000", true)]
    [InlineData("\u0001", "\u0003\u0000", true)]
    [InlineData("\u0002", "\u0000\u0002", true)]
    [InlineData("\u0001", "\u0001\u0000", false)]
    [InlineData("\u0001", "\u0004\u0000", false)]
    [InlineData("\u0002", "\u0000\u0001", false)]
    public async Task ReadAsync_ElfFile_IsAProgramByItsType(string data, string type, bool isProgram)
    {
        _session.File("/tmp/x", $"\u007fELF\u0002{data}\u0001{new string('\0', 9)}{type}{new string('\0', 40)}");

        Assert.Equal(isProgram ? 1 : 0, (await ReadAsync()).Executables.Count);
    }

    [Theory]
    [InlineData("#!/bin/sh\necho a", "/app/run")]
    [InlineData("#!/bin/sh\necho b", null)]
    public async Task ReadAsync_CopyOfTheImagesFile_IsKnownByItsContent(string content, string? original)
    {
        _image.File("/app/run", "#!/bin/sh\necho a").File("/app/other", "#!/bin/sh\necho c");
        _session.File("/srv/run", content);

        Assert.Equal(original, Assert.Single((await ReadAsync()).Executables).SameAs);
    }

    [Fact]
    public async Task ReadAsync_ProgramThatWasReplaced_TheImagesHashIsKept()
    {
        _image.File("/srv/server", "\u007fELF own");
        _record = _record with { InspectEvents = [new ProcessEvent { Pid = 5, ParentPid = 1, StartedMs = 0, Ms = 1, Executable = "/srv/server (deleted)", Command = "server", Uid = 0, RealUid = 0, IsDeleted = true, Sha256 = "x" }] };
        _session.File("/srv/server", "\u007fELF new");

        var hash = Assert.Single((await ReadAsync()).ImageHashes);

        Assert.Equal(("/srv/server", 64), (hash.Key, hash.Value.Length));
    }

    [Fact]
    public async Task ReadAsync_ProgramsFromChangedFiles_TheImagesHashesAreKeptAndTheRestCounted()
    {
        for (var i = 0; i < 70; i++)
        {
            _image.File($"/srv/p{i}", "\u007fELF own");
        }

        _record = _record with { InspectEvents = [.. Enumerable.Range(0, 70).Select(i => new ProcessEvent { Pid = 5 + i, ParentPid = 1, StartedMs = 0, Ms = 1, Executable = $"/srv/p{i}", Command = "p", Uid = 0, RealUid = 0, Sha256 = "x" })] };

        var left = await ReadAsync();

        Assert.Equal(64, left.ImageHashes.Count);
        Assert.Equal((GapKind.CodeNotCompared, "6 programs that ran from changed files were not held against the image's"), Assert.Single(left.Gaps.Select(gap => (gap.Kind, gap.Detail))));
    }

    [Fact]
    public async Task ReadAsync_NewText_IsNoProgram()
    {
        _session.File("/tmp/x", "text");

        Assert.Empty((await ReadAsync()).Executables);
    }

    [Fact]
    public async Task ReadAsync_DeletedPath_IsNotRead()
    {
        _session.Changes = new SandboxChanges([new SandboxChange("/tmp/x", "deleted")], 1);

        await ReadAsync();

        Assert.Equal(["changes"], _session.Steps);
    }

    [Fact]
    public async Task ReadAsync_OurOwnFiles_AreNotRead()
    {
        _record = _record with { TokenFiles = new Dictionary<string, string> { ["/root/.aws/credentials"] = "aws-file" } };
        _session.File("/.init", "\u007fELF").File("/root/.aws/credentials", "x");

        var record = await ReadAsync();

        Assert.Empty(record.Executables);
        Assert.Equal(["changes"], _session.Steps);
    }

    [Fact]
    public async Task ReadAsync_DataInAnUnlikelyPlace_IsReadOnlyWhenItWasRun()
    {
        _record = _record with { InspectEvents = [new OpenedEvent("/var/lib/seen", "executable", null)] };
        _session.File("/var/lib/seen", "#!/bin/sh").File("/var/lib/data", "#!/bin/sh");

        Assert.Equal("/var/lib/seen", Assert.Single((await ReadAsync()).Executables).Path);
    }

    [Fact]
    public async Task ReadAsync_FileAtTheTop_IsRead()
    {
        _session.File("/x", "#!/bin/sh");

        Assert.Single((await ReadAsync()).Executables);
    }

    [Fact]
    public async Task ReadAsync_MorePlacesThanTheBound_FailureSaysSo()
    {
        _session.Changes = new SandboxChanges([.. Enumerable.Range(0, 401).Select(number => new SandboxChange($"/tmp/{number}", "added"))], 401);

        var record = await ReadAsync();

        Assert.Equal([new Gap(GapKind.ChangesUnread, "401 changed files lie where programs may; 400 of them were read")], record.Gaps);
        Assert.Equal(400, _session.Steps.Count(step => step.StartsWith("read", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ReadAsync_MorePlacesThanTheBound_WhatWasSeenRunningIsReadFirst()
    {
        _record = _record with { InspectEvents = [new MappingEvent(1, "/tmp/last", IsDeleted: false)] };
        _session.Changes = new SandboxChanges([.. Enumerable.Range(0, 500).Select(number => new SandboxChange($"/tmp/{number}", "added")), new SandboxChange("/tmp/last", "added")], 501);

        await ReadAsync();

        Assert.Contains("read /tmp/last", _session.Steps);
    }

    [Fact]
    public async Task ReadAsync_EarlierFailures_AreKept()
    {
        _record = _record with { Failures = ["before"] };

        Assert.Equal(["before"], (await ReadAsync()).AddTo(_record).Failures);
    }

    [Fact]
    public async Task ReadAsync_ChangedSettings_TextAfterAndBefore()
    {
        _image.File("/etc/passwd", "before");
        _session.File("/etc/passwd", "after").File("/etc/shadow", "new");

        var record = await ReadAsync();

        Assert.Equal(new Dictionary<string, string> { ["/etc/passwd"] = "after", ["/etc/shadow"] = "new" }, record.ChangedTexts);
        Assert.Equal(new Dictionary<string, string> { ["/etc/passwd"] = "before" }, record.OriginalTexts);
    }

    [Fact]
    public async Task ReadAsync_ChangedPathsOverTheBound_TotalIsKept()
    {
        _session.Changes = new SandboxChanges([new SandboxChange("/var/x", "added")], 20_001);

        Assert.Equal(20_001, (await ReadAsync()).Changes!.Total);
    }

    private Task<Leavings> ReadAsync()
        => new Aftermath(TestBehavior.Settings, new RecordingUploads()).ReadAsync(_session, _record, new TargetContent(_image, _image.Index), TestContext.Current.CancellationToken);
}
