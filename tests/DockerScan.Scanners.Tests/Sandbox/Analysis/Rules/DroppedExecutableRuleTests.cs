using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis.Rules;

public sealed class DroppedExecutableRuleTests
{
    [Fact]
    public void Find_ExecutedInTemporaryPlace_IsHighWithHashAndProcess()
    {
        var found = Only(new RecordBuilder().Process(1, "/bin/sh").Process(7, "/tmp/.x/kdev", at: 4).Executable("/tmp/.x/kdev"));

        Assert.Equal(("executed", Severity.High, "/tmp/.x/kdev"), (found.Id, found.Severity, found.Location));
        Assert.Contains(new string('b', 64), found.Evidence, StringComparison.Ordinal);
        Assert.Contains("+4.0 s /tmp/.x/kdev (pid 7, uid 0)", found.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_ExecutedElsewhere_IsMedium()
        => Assert.Equal(Severity.Medium, Only(new RecordBuilder().Process(1, "/bin/sh").Process(7, "/opt/new", at: 4).NotInImage("/opt/new").Executable("/opt/new")).Severity);

    [Fact]
    public void Find_ScriptRunByAShell_IsExecuted()
        => Assert.Equal("executed", Only(new RecordBuilder().Process(1, "/a").Process(7, "/bin/sh", "/bin/sh /opt/x.sh start", at: 4).Executable("/opt/x.sh", AutorunKind.Script)).Id);

    [Fact]
    public void Find_HiddenAndNotRun_IsTold()
        => Assert.Equal(("hidden", Severity.Medium), Only(new RecordBuilder().Process(1, "/a").Executable("/var/tmp/x")) is var found ? (found.Id, found.Severity) : default);

    // Git puts samples of hooks into each clone; one that runs, or that lies in a temporary folder, is something else.
    [Theory]
    [InlineData("/srv/repo/.git/hooks/pre-commit.sample", AutorunKind.Script, false)]
    [InlineData("/root/.git/hooks/update.sample", AutorunKind.Script, false)]
    [InlineData("/srv/repo/.git/x", AutorunKind.Elf, true)]
    [InlineData("/tmp/repo/.git/hooks/pre-commit", AutorunKind.Script, true)]
    public void Find_FilesOfARepository_AreDataUntilTheyRun(string path, AutorunKind kind, bool isFound)
    {
        Assert.Equal(isFound, TestBehavior.Findings(new RecordBuilder().Process(1, "/a").Executable(path, kind), "behavior.dropped-executable").Count > 0);
        Assert.Equal("executed", Only(new RecordBuilder().Process(1, "/a").Process(7, path, at: 4).NotInImage(path).Executable(path, kind)).Id);
    }

    [Fact]
    public void Find_SetUid_IsHigh()
        => Assert.Equal(("set-uid", Severity.High), Only(new RecordBuilder().Process(1, "/a").Executable("/usr/bin/rootsh", isSetUid: true)) is var found ? (found.Id, found.Severity) : default);

    [Fact]
    public void Find_DeletedAfterItsStart_IsHigh()
        => Assert.Equal(("deleted", Severity.High, "/tmp/x"), Only(new RecordBuilder().Process(1, "/a").Process(5, "/tmp/x (deleted)", "/tmp/x", isDeleted: true)) is var found ? (found.Id, found.Severity, found.Location) : default);

    [Fact]
    public void Find_OnlyInMemory_IsHighWithHash()
    {
        var found = Only(new RecordBuilder().Process(1, "/a").Process(5, "/memfd:payload (deleted)", "payload", isMemoryOnly: true));

        Assert.Equal(("memory-only", "/memfd:payload"), (found.Id, found.Location));
        Assert.Contains(new string('a', 64), found.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_RanAndGoneAfterwards_IsFound()
        => Assert.Equal(("deleted", "/tmp/stage*"), Only(new RecordBuilder().Process(1, "/a").Process(5, "/tmp/stage1234", end: 2)) is var found ? (found.Id, found.Location) : default);

    [Fact]
    public void Find_TooShortToBeSeenRunning_IsToldByItsFile()
        => Assert.Equal(Severity.Medium, Only(new RecordBuilder().Process(1, "/a").Inspect(new OpenedEvent("/dev/shm/.k", "executable", null), 3)).Severity);

    // Git's locks, a database's temporary tables: where the kernel tells each start, they did not run.
    [Theory]
    [InlineData("/tmp/r/.git/HEAD.lock")]
    [InlineData("/tmp/#sql-1")]
    public void Find_TemporaryFileWhereEachStartIsTold_IsNothing(string path)
        => Assert.Empty(TestBehavior.Findings(
            new RecordBuilder().Process(1, "/a").Inspect(new GateEvent(GateEvent.Passed, GateEvent.ByNotification), 0).Inspect(new OpenedEvent(path, "executable", null), 3), "behavior.dropped-executable"));

    [Fact]
    public void Find_RanFromAVolume_IsMedium()
        => Assert.Equal(("executed", Severity.Medium), Only(new RecordBuilder().Configured(new ImageConfiguration { Volumes = ["/data"] }).Process(1, "/a").Process(5, "/data/x").NotInImage("/data/x")) is var found
            ? (found.Id, found.Severity) : default);

    [Fact]
    public void Find_LibraryLoadedFromTemporaryPlace_IsToldUnlessARuntimeUnpacksThem()
    {
        Assert.Equal("loaded", Only(new RecordBuilder().Process(1, "/usr/sbin/nginx").Inspect(new MappingEvent(1, "/tmp/libhook.so", IsDeleted: false), 3)).Id);
        Assert.Empty(Find(new RecordBuilder().Process(1, "/usr/bin/node").Inspect(new MappingEvent(1, "/tmp/bindings.node", IsDeleted: false), 3)));
    }

    [Fact]
    public void Find_UpgradeOfARunningProgram_IsOrdinary()
        => Assert.Empty(Find(new RecordBuilder().Process(1, "/bin/sh").Process(4, "/usr/bin/dpkg", at: 1, end: 3).Process(5, "/usr/sbin/sshd (deleted)", "sshd", isDeleted: true).Changed("/var/lib/dpkg/status", "changed")));

    [Fact]
    public void Find_ProgramInstalledAndRun_IsTold()
        => Assert.Equal("executed", Only(new RecordBuilder().Process(1, "/bin/sh").Process(4, "/sbin/apk", "apk add x", at: 1, end: 3).Process(5, "/usr/bin/x", at: 4).NotInImage("/usr/bin/x")
            .Executable("/usr/bin/x").Changed("/lib/apk/db/installed", "changed")).Id);

    [Fact]
    public void Find_PackageManagerThatInstallsNothing_ExplainsNothing()
        => Assert.Single(Find(new RecordBuilder().Process(1, "/bin/sh").Process(4, "/sbin/apk", "apk --version", at: 1, end: 1.1).Process(5, "/usr/bin/x (deleted)", "x", isDeleted: true, at: 2)));

    private static IReadOnlyList<FindingDraft> Find(RecordBuilder record) => TestBehavior.Findings(record, "behavior.dropped-executable");

    private static FindingDraft Only(RecordBuilder record) => Assert.Single(Find(record));
}
