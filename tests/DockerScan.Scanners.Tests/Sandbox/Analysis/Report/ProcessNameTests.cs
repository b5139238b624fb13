using DockerScan.Core.Images;
using DockerScan.TestKit.Content;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis.Report;

/// <summary>A process is shown by the name it was called by, when the image has that name for its executable.</summary>
public sealed class ProcessNameTests
{
    private const string Real = "/usr/local/bin/redis-check-rdb";

    private readonly FakeImageContent _image = new FakeImageContent().File(Real, "x").File("/bin/busybox", "x").File("/opt/xmrig", "x").File("/usr/sbin/nginx", "x")
        .Link("/usr/local/bin/redis-server", "redis-check-rdb").Link("/bin/sh", "/bin/busybox").Link("/bin/ash", "bin/busybox", isHard: true).Link("/srv/run", Real);

    [Theory]
    [InlineData(Real, "redis-server *:6379", "redis-server")]
    [InlineData(Real, "/usr/local/bin/redis-server *:6379", "redis-server")]
    [InlineData(Real, "/srv/run", "run")]
    [InlineData(Real, Real, "redis-check-rdb")]
    [InlineData("/bin/busybox", "sh -c x", "sh")]
    [InlineData("/bin/busybox", "-sh", "sh")]
    [InlineData("/bin/busybox", "ash", "ash")]
    [InlineData("/bin/ash", "sh", "sh")]
    public void Of_NameOfTheImageForIt_ThatName(string executable, string command, string name) => Assert.Equal(name, Shown(executable, command));

    [Theory]
    [InlineData("/opt/xmrig", "nginx: worker process", "xmrig")]
    [InlineData("/opt/xmrig", "nginx", "xmrig")]
    [InlineData("/opt/xmrig", "/usr/sbin/nginx", "xmrig")]
    [InlineData("/tmp/new", "nginx", "new")]
    [InlineData("/opt/xmrig", "", "xmrig")]
    [InlineData("/opt/xmrig", "/", "xmrig")]
    [InlineData("/opt/xmrig", "[kworker]", "xmrig")]
    [InlineData("/usr/sbin/nginx", "nginx: master", "nginx")]
    public void Of_NameThatItOnlyGivesItself_NameOfTheExecutable(string executable, string command, string name) => Assert.Equal(name, Shown(executable, command));

    [Fact]
    public void Of_DeletedExecutable_NameOfTheExecutable() => Assert.Equal("redis-check-rdb", Shown(Real, "redis-server", isDeleted: true));

    [Fact]
    public void Of_FolderOfTheImagesPath_IsLookedIn()
    {
        _image.File("/a/real", "x").Link("/b/called", "/a/real");

        Assert.Equal("called", Shown("/a/real", "called", path: "PATH=/x:/b"));
        Assert.Equal("real", Shown("/a/real", "called"));
    }

    [Fact]
    public void Of_FilesNotKnown_NameOfTheExecutable()
        => Assert.Equal("redis-check-rdb", Assert.Single(TestBehavior.Analyze(Record(Real, "redis-server", image: null)).Listeners).Process);

    [Fact]
    public void Analyze_Contact_HasTheSameName()
        => Assert.Equal("redis-server", Assert.Single(TestBehavior.Analyze(Record(Real, "redis-server", _image).Connect(7, "198.51.100.1", 443)).Contacts).Process);

    private static RecordBuilder Record(string executable, string command, FakeImageContent? image, bool isDeleted = false, string? path = null)
        => new RecordBuilder { Finally = record => record with { Image = image?.Index } }
            .Configured(new ImageConfiguration { Command = ["/x"], Environment = path is null ? [] : [path] })
            .Process(7, executable, command, isDeleted: isDeleted).Listen(7, 6379);

    private string? Shown(string executable, string command, bool isDeleted = false, string? path = null)
        => Assert.Single(TestBehavior.Analyze(Record(executable, command, _image, isDeleted, path)).Listeners).Process;
}
