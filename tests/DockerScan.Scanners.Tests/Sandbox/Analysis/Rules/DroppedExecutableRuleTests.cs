using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Sentinel.Events;
using DockerScan.TestKit.Content;

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

    [Theory]
    [InlineData("/bin/sh", "/bin/sh /srv/q", Severity.Medium)]
    [InlineData("/bin/busybox", "sh -e /tmp/.q.sh start", Severity.Medium)]
    [InlineData("/usr/bin/python3.11", "python3 /srv/q.py", Severity.Medium)]
    [InlineData("/bin/sh", "/bin/sh /tmp/tmpa1b2/hook.sh", Severity.Low)]
    [InlineData("/bin/cat", "cat /srv/q", null)]
    [InlineData("/bin/busybox", "rm /srv/q", null)]
    [InlineData("/bin/bash", "bash /dev/fd/63", null)]
    [InlineData("/bin/sh", "sh -c /srv/q", null)]
    [InlineData("/opt/app", "app /srv/q", null)]
    public void Find_ScriptThatWasStartedAndIsGone_IsTold(string executable, string command, Severity? severity)
        => Assert.Equal(severity is { } weight ? [("deleted", weight, "A script was made, started and deleted again")] : [],
            Find(new RecordBuilder().Process(1, "/a").Process(7, executable, command, at: 4).NotInImage("/srv/q").NotInImage("/srv/q.py").NotInImage("/tmp/.q.sh")).Select(found => (found.Id, found.Severity, found.Title)));

    // A library that was put elsewhere than into a temporary folder; the image's own, whose owner was changed; a copy; what pip installed.
    [Theory]
    [InlineData("/usr/local/lib/libz9.so", null, null, true)]
    [InlineData("/usr/lib/libc.so.6", null, null, false)]
    [InlineData("/usr/lib/libc.so.6", "/usr/lib/libc.so.6", null, false)]
    [InlineData("/srv/lib/libapp.so", "/opt/libapp.so", null, false)]
    [InlineData("/usr/local/lib/python3/x.so", null, "pip install x", false)]
    public void Find_LibraryMadeAtRunTime_IsToldWhereItIsNotTheImages(string path, string? sameAs, string? installer, bool isFound)
    {
        var record = new RecordBuilder().Process(1, "/usr/sbin/nginx").Process(2, path.StartsWith("/usr/lib/", StringComparison.Ordinal) ? path : "/bin/true").Process(3, "/usr/bin/x", installer ?? "x")
            .Inspect(new MappingEvent(1, path, IsDeleted: false), 3);
        record = sameAs is null ? record.Changed(path) : record.Executable(path, sameAs: sameAs);

        Assert.Equal(isFound ? ["Code was loaded from a file that was made at run time"] : [], Find(record).Where(found => found.Id == "loaded").Select(found => found.Title));
    }

    // bash < /srv/q; rm /srv/q. A text of a script (<<END) lies in such a file too, and is the script's.
    [Theory]
    [InlineData("bash", "/srv/q", Severity.Medium)]
    [InlineData("sh -s one", "/srv/q", Severity.Medium)]
    [InlineData("python3", "/srv/q", Severity.Medium)]
    [InlineData("sh", "/tmp/tmp1/q", Severity.Low)]
    [InlineData("sh -c x", "/srv/q", null)]
    [InlineData("sh /opt/x.sh", "/srv/q", null)]
    [InlineData("mysql", "/srv/q", null)]
    [InlineData("bash", "/tmp/sh-thd.Ab12Cd", null)]
    public void Find_ScriptThatWasTheInputOfAShellAndIsGone_IsTold(string command, string input, Severity? severity)
        => Assert.Equal(severity is { } weight ? [("deleted", weight, "A script was made, started and deleted again")] : [],
            Find(new RecordBuilder().Process(1, "/a").Process(7, "/usr/bin/x", command, at: 4)
                .Inspect(new ProcessEvent { Pid = 7, ParentPid = 1, StartedMs = 5_004_000, Executable = "/usr/bin/x", Command = command, Input = input, Uid = 0, RealUid = 0 }, 4.1)).Select(found => (found.Id, found.Severity, found.Title)));

    [Theory]
    [InlineData("cat /opt/x.sh")]
    [InlineData("sha256sum /opt/x.sh")]
    [InlineData("ls -l /opt/x.sh")]
    public void Find_ScriptThatWasOnlyReadOrListed_IsNotExecuted(string command)
        => Assert.Empty(Find(new RecordBuilder().Process(1, "/a").Process(7, "/bin/busybox", command, at: 4).Executable("/opt/x.sh", AutorunKind.Script)));

    [Fact]
    public void Find_FileOfTheImageThatIsNamedAsIfDeleted_IsNothing()
        => Assert.Empty(Find(new RecordBuilder().Process(1, "/opt/app (deleted)", "app stay")));

    // A runtime's name says something in memory only.
    [Theory]
    [InlineData("/memfd:doublemapper (deleted)", false)]
    [InlineData("/dev/zero (deleted)", false)]
    [InlineData("/SYSV00000000 (deleted)", false)]
    [InlineData("/tmp/orcexec.Ab12Cd (deleted)", false)]
    [InlineData("/memfd:x (deleted)", true)]
    [InlineData("/tmp/mono.bin (deleted)", true)]
    [InlineData("/srv/v8 (deleted)", true)]
    [InlineData("/var/tmp/SYSV0 (deleted)", true)]
    public void Find_MappingWithARuntimesName_IsOrdinaryInMemoryOnly(string path, bool isFound)
        => Assert.Equal(isFound ? 1 : 0, Find(new RecordBuilder().Process(1, "/opt/app").Inspect(new MappingEvent(1, path, IsDeleted: true), 3)).Count);

    [Fact]
    public void Find_ExecutedElsewhere_IsMedium()
        => Assert.Equal(Severity.Medium, Only(new RecordBuilder().Process(1, "/bin/sh").Process(7, "/opt/new", at: 4).NotInImage("/opt/new").Executable("/opt/new")).Severity);

    [Fact]
    public void Find_ScriptRunByAShell_IsExecuted()
        => Assert.Equal("executed", Only(new RecordBuilder().Process(1, "/a").Process(7, "/bin/sh", "/bin/sh /opt/x.sh start", at: 4).Executable("/opt/x.sh", AutorunKind.Script)).Id);

    [Fact]
    public void Find_HiddenAndNotRun_IsLow()
        => Assert.Equal(("hidden", Severity.Low), Only(new RecordBuilder().Process(1, "/a").Executable("/var/tmp/x")) is var found ? (found.Id, found.Severity) : default);

    // A build that does not run what it made; a virtual environment's console scripts; a download that is unpacked.
    [Theory]
    [InlineData("/usr/bin/x86_64-linux-gnu-gcc-12", "gcc -O2 -o a a.c", "/tmp/a", AutorunKind.Elf)]
    [InlineData("/usr/bin/x86_64-linux-gnu-ld.bfd", "/usr/bin/ld -plugin x -o a.out /lib/crt1.o", "/tmp/a.out", AutorunKind.Elf)]
    [InlineData("/usr/bin/clang-14", "clang x.c", "/var/tmp/a.out", AutorunKind.Elf)]
    [InlineData("/usr/local/go/bin/go", "go build -o /tmp/server ./cmd", "/tmp/server", AutorunKind.Elf)]
    [InlineData("/usr/local/go/bin/go", "go build ./...", "/tmp/src/server", AutorunKind.Elf)]
    [InlineData("/usr/local/go/pkg/tool/linux_amd64/link", "link -o /tmp/go-build1/b001/exe/a.out -importcfg x", "/tmp/go-build1/b001/exe/a.out", AutorunKind.Elf)]
    [InlineData("/usr/bin/python3.11", "python3 -m pip install black", "/tmp/venv/bin/black", AutorunKind.Script)]
    [InlineData("/usr/bin/tar", "tar xzf x.tgz", "/tmp/x/configure", AutorunKind.Script)]
    [InlineData("/usr/bin/cc", "cc -o /srv/app/server server.c", "/srv/app/server", AutorunKind.Elf)]
    public void Find_MadeAndNotRunNorStartedByAnything_IsNothing(string program, string command, string path, AutorunKind kind)
        => Assert.Empty(Find(new RecordBuilder().Process(1, "/bin/sh").Process(4, program, command, at: 1, end: 3).Executable(path, kind)));

    // Beside a compiler another file is still another file.
    [Fact]
    public void Find_HiddenBesideABuild_IsTold()
        => Assert.Equal("hidden", Only(new RecordBuilder().Process(1, "/bin/sh").Process(4, "/usr/bin/gcc", "gcc -o a a.c", at: 1, end: 3).Executable("/tmp/a").Executable("/tmp/.k/kdev")).Id);

    // What is built and run nobody checked; in a hidden place it is as bad as any.
    [Theory]
    [InlineData("/tmp/a", Severity.Medium)]
    [InlineData("/root/.x/a", Severity.High)]
    public void Find_BuiltAndRun_IsMediumInATemporaryPlace(string path, Severity severity)
        => Assert.Equal(("executed", severity), Only(new RecordBuilder().Process(1, "/bin/sh").Process(4, "/usr/bin/gcc", "gcc -o a a.c", at: 1, end: 3).Process(5, path, at: 4).NotInImage(path).Executable(path)) is var found
            ? (found.Id, found.Severity) : default);

    [Fact]
    public void Find_BuiltRunAndDeleted_IsMedium()
        => Assert.Equal(Severity.Medium, Only(new RecordBuilder().Process(1, "/bin/sh").Process(4, "/usr/bin/gcc", "gcc -o conftest conftest.c", at: 1, end: 3).Process(5, "/tmp/conftest", at: 4, end: 4.1)).Severity);

    // Nobody ran it yet, and something will.
    [Theory]
    [InlineData("/usr/local/bin/update", AutorunKind.Elf)]
    [InlineData("/usr/local/bin/update", AutorunKind.Script)]
    [InlineData("/usr/sbin/sshd", AutorunKind.Elf)]
    [InlineData("/etc/cron.hourly/x", AutorunKind.Script)]
    [InlineData("/etc/profile.d/x.sh", AutorunKind.Script)]
    [InlineData("/etc/init.d/x", AutorunKind.Script)]
    [InlineData("/docker-entrypoint.d/99-x.sh", AutorunKind.Script)]
    [InlineData("/docker-entrypoint-initdb.d/x", AutorunKind.Elf)]
    [InlineData("/etc/services.d/x/run", AutorunKind.Script)]
    [InlineData("/opt/app/helper", AutorunKind.Elf)]
    public void Find_PutWhereSomethingStartsIt_IsMedium(string path, AutorunKind kind)
        => Assert.Equal(("placed", Severity.Medium), Only(Brings(new RecordBuilder().Process(1, "/bin/sh", "/bin/sh /opt/app/start.sh").Executable(path, kind), "/opt/app/start.sh")) is var found
            ? (found.Id, found.Severity) : default);

    [Theory]
    [InlineData("/etc/cron.d/x", "* * * * * root /tmp/payload -q\n", true)]
    [InlineData("/var/spool/cron/crontabs/root", "@reboot sh -c '/tmp/payload'\n", true)]
    [InlineData("/etc/systemd/system/x.service", "[Service]\nExecStart=/tmp/payload\n", true)]
    [InlineData("/root/.bashrc", "/tmp/payload &\n", true)]
    [InlineData("/etc/ld.so.preload", "/tmp/payload\n", true)]
    [InlineData("/etc/cron.d/x", "* * * * * root /tmp/payload2\n", false)]
    [InlineData("/etc/motd", "/tmp/payload\n", false)]
    public void Find_NamedByWhatStartsPrograms_IsMedium(string file, string text, bool isPlaced)
    {
        var record = new RecordBuilder().Process(1, "/bin/sh").Process(4, "/usr/bin/gcc", "gcc -o payload x.c", at: 1, end: 3).Executable("/tmp/payload").Changed(file, text: text);

        Assert.Equal(isPlaced ? [("placed", Severity.Medium)] : [], Find(record).Select(found => (found.Id, found.Severity)));
    }

    // An installer of a language puts a package's programs on PATH: who asked for that is another question.
    [Theory]
    [InlineData("/usr/bin/python3.11", "python3 -m pip install black", "/usr/local/bin/black", AutorunKind.Script)]
    [InlineData("/usr/bin/python3.11", "/usr/bin/python3 /usr/local/bin/pip install ruff", "/usr/local/bin/ruff", AutorunKind.Elf)]
    [InlineData("/usr/bin/node", "node /usr/bin/npm install -g pm2", "/usr/local/bin/pm2", AutorunKind.Script)]
    [InlineData("/usr/bin/ruby3.1", "ruby /usr/bin/gem install rake", "/usr/local/bin/rake", AutorunKind.Script)]
    public void Find_InstalledForALanguage_IsLow(string program, string command, string path, AutorunKind kind)
        => Assert.Equal(("placed", Severity.Low), Only(new RecordBuilder().Process(1, "/bin/sh").Process(4, program, command, at: 1, end: 3).Executable(path, kind)) is var found ? (found.Id, found.Severity) : default);

    // Git puts samples of hooks into each clone; one that runs is something else.
    [Theory]
    [InlineData("/srv/repo/.git/hooks/pre-commit.sample", AutorunKind.Script, false)]
    [InlineData("/root/.git/hooks/update.sample", AutorunKind.Script, false)]
    [InlineData("/srv/repo/.git/x", AutorunKind.Elf, true)]
    [InlineData("/tmp/repo/.git/hooks/pre-commit", AutorunKind.Script, false)]
    [InlineData("/tmp/repo/.git/hooks/payload", AutorunKind.Elf, true)]
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
        // A one-file program unpacks itself into a folder that is called so; in another, or gone since, it is anybody's.
        Assert.Empty(Find(new RecordBuilder().Process(1, "/opt/report").Inspect(new MappingEvent(1, "/tmp/_MEIa1B2c3/libssl.so.3", IsDeleted: false), 3)));
        Assert.Equal("loaded", Only(new RecordBuilder().Process(1, "/opt/report").Inspect(new MappingEvent(1, "/tmp/_MEIa1B2c3/libssl.so.3", IsDeleted: true), 3)).Id);
        Assert.Equal("loaded", Only(new RecordBuilder().Process(1, "/opt/report").Inspect(new MappingEvent(1, "/tmp/x_MEIa1/libssl.so.3", IsDeleted: false), 3)).Id);
        Assert.Equal("loaded", Only(new RecordBuilder().Process(1, "/opt/report").Inspect(new MappingEvent(1, "/tmp/_MEIlib.so", IsDeleted: false), 3)).Id);
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

    private static RecordBuilder Brings(RecordBuilder record, string path)
    {
        var before = record.Finally;
        record.Finally = made => before(made) with { Image = new FakeImageContent().File("/bin/sh", "x").File(path, "x").Index };
        return record;
    }

    private static IReadOnlyList<FindingDraft> Find(RecordBuilder record) => TestBehavior.Findings(record, "behavior.dropped-executable");

    private static FindingDraft Only(RecordBuilder record) => Assert.Single(Find(record));
}
