using DockerScan.Core.Scans;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis.Report;

public sealed class DroppedListTests
{
    [Fact]
    public void Make_ProgramThatRan_ComesFirstWithItsHash()
    {
        var dropped = Make(new RecordBuilder().Process(1, "/bin/sh").Process(7, "/tmp/x", at: 4).Executable("/opt/lies.sh", AutorunKind.Script).Executable("/tmp/x"));

        Assert.Equal([("/tmp/x", true), ("/opt/lies.sh", false)], dropped.Select(file => (file.Path, file.WasRun)));
        Assert.Equal(new string('b', 64), dropped[0].Sha256);
    }

    [Fact]
    public void Make_ProgramThatVanished_IsThereWithTheHashItHadWhileItRan()
        => Assert.Equal(("/tmp/x", new string('a', 64), true), Make(new RecordBuilder().Process(1, "/a").NotInImage("/tmp/x").Process(5, "/tmp/x (deleted)", "/tmp/x", isDeleted: true)) is [var only]
            ? (only.Path, only.Sha256, only.WasRun) : default);

    [Fact]
    public void Make_ProgramReplacedByAnUpgrade_IsNone()
        => Assert.Empty(Make(new RecordBuilder().Process(1, "/bin/sh").Process(5, "/usr/sbin/sshd").Process(6, "/usr/sbin/sshd (deleted)", "sshd", isDeleted: true)));

    [Fact]
    public void Make_FilesOfAPackageManager_AreNone()
        => Assert.Empty(Make(new RecordBuilder().Process(1, "/bin/sh").Process(4, "/sbin/apk", "apk add x", at: 1, end: 3).Executable("/usr/bin/x").Changed("/lib/apk/db/installed", "changed")));

    [Fact]
    public void Make_InstalledAndThenRun_IsThere()
        => Assert.True(Assert.Single(Make(new RecordBuilder().Process(1, "/bin/sh").Process(4, "/sbin/apk", "apk add x", at: 1, end: 3).Process(5, "/usr/bin/x", at: 4).NotInImage("/usr/bin/x")
            .Executable("/usr/bin/x").Changed("/lib/apk/db/installed", "changed"))).WasRun);

    [Fact]
    public void Make_OtherKinds_AreNone() => Assert.Empty(Make(new RecordBuilder().Process(1, "/bin/sh").Executable("/tmp/data", AutorunKind.Other)));

    private static IReadOnlyList<DroppedFile> Make(RecordBuilder record) => TestBehavior.Analyze(record).Dropped;
}
