using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis.Rules;

/// <summary>What has the image's own content is nothing that was dropped: an update by rename, a service's script that is copied and started.</summary>
public sealed class ImageOwnContentTests
{
    private const string Server = "/srv/server";

    // cp server .update && mv .update server, while server runs.
    [Fact]
    public void Find_RunningProgramReplacedByItself_IsNothing()
        => Assert.Empty(Find(Replaced(new string('a', 64)).Executable(Server, sameAs: Server)));

    [Fact]
    public void Find_RunningProgramReplacedByAnother_IsNotCalledDeletedNorRun() => Assert.Empty(Find(Replaced(new string('a', 64)).Executable(Server)));

    // The image's file was overwritten, that was started, and the first was put back.
    [Fact]
    public void Find_AnotherProgramUnderItsName_IsFound()
    {
        var found = Assert.Single(Find(Replaced(new string('c', 64)).Executable(Server, sameAs: Server)));

        Assert.Equal(("deleted", Severity.High), (found.Id, found.Severity));
    }

    [Fact]
    public void Find_ImageProgramThatIsGoneAfterwards_IsFound()
        => Assert.Equal("deleted", Assert.Single(Find(Replaced(new string('a', 64)).Changed(Server, "deleted"))).Id);

    [Theory]
    [InlineData("/srv/run/run")]
    [InlineData("/run/service/app/run")]
    [InlineData("/app/second/run")]
    public void Find_CopyOfTheImagesScriptThatIsStarted_IsNothing(string path)
    {
        var record = new RecordBuilder().Process(1, "/bin/sh").Process(7, "/bin/sh", $"/bin/sh {path}", at: 4).Executable(path, AutorunKind.Script, sameAs: "/app/run");

        Assert.Empty(Find(record));
        Assert.Empty(TestBehavior.Analyze(record).Dropped);
    }

    // A hidden place may be a disguise, whatever lies there.
    [Theory]
    [InlineData("/tmp/.update")]
    [InlineData("/dev/shm/kworker")]
    [InlineData("/opt/.x/run")]
    public void Find_CopyAtAHiddenPlace_IsFoundAndNamesTheOriginal(string path)
        => Assert.Contains("the same as /opt/agent of the image", Assert.Single(Find(
            new RecordBuilder().Process(1, "/bin/sh").Process(7, path, at: 4).Executable(path, sameAs: "/opt/agent"))).Evidence, StringComparison.Ordinal);

    // Git's sample hooks in a clone below /tmp, a skeleton's start files.
    [Theory]
    [InlineData("/tmp/c/.git/hooks/pre-push.sample")]
    [InlineData("/home/app/.x/start.sh")]
    public void Find_ScriptCopiedToAHiddenPlaceThatNobodyRuns_IsNothing(string path)
        => Assert.Empty(Find(new RecordBuilder().Process(1, "/usr/bin/git").Executable(path, AutorunKind.Script, sameAs: "/usr/share/git-core/templates/hooks/pre-push.sample")));

    [Fact]
    public void Find_ScriptCopiedToAHiddenPlaceAndRun_IsFound()
        => Assert.Single(Find(new RecordBuilder().Process(1, "/a").Process(7, "/bin/sh", "/bin/sh /tmp/.x", at: 4).Executable("/tmp/.x", AutorunKind.Script, sameAs: "/opt/agent.sh")));

    [Fact]
    public void Find_CopyWithSetUid_IsFound()
        => Assert.Equal("set-uid", Assert.Single(Find(new RecordBuilder().Process(1, "/a").Executable("/usr/bin/rootsh", isSetUid: true, sameAs: "/bin/sh"))).Id);

    // Overwritten, started, and overwritten again; a start script that changes the owner of a program leaves its content.
    [Theory]
    [InlineData('c', 'a', null, "swapped")]
    [InlineData('c', 'b', null, "swapped")]
    [InlineData('a', 'a', Server, null)]
    public void Find_ProgramRanFromAChangedFile_IsFoundWhereItWasNotTheImages(char ran, char left, string? sameAs, string? id)
    {
        var hash = new string(ran, 64);
        var record = new RecordBuilder { Finally = record => record with { ImageHashes = new Dictionary<string, string> { [Server] = new string('a', 64) } } }
            .Process(1, "/bin/sh").Process(5, Server).Inspect(new ProcessEvent { Pid = 5, ParentPid = 1, StartedMs = 5_000_000, Executable = Server, Command = Server, Uid = 0, RealUid = 0, Sha256 = hash }, 0.5)
            .Executable(Server, sameAs: sameAs ?? (left == 'a' ? Server : null));

        Assert.Equal(id, Find(record).Select(found => found.Id).FirstOrDefault(found => found == "swapped"));
    }

    private static RecordBuilder Replaced(string imageHash)
        => new RecordBuilder { Finally = record => record with { ImageHashes = new Dictionary<string, string> { [Server] = imageHash } } }
            .Process(1, "/bin/sh").Process(5, Server).Process(5, Server + " (deleted)", Server, isDeleted: true);

    private static IReadOnlyList<FindingDraft> Find(RecordBuilder record) => TestBehavior.Findings(record, "behavior.dropped-executable");
}
