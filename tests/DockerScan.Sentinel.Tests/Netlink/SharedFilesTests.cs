using System.Text;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Netlink;

namespace DockerScan.Sentinel.Tests.Netlink;

/// <summary>What a target did to the files that it shares with the owner of the network is told, whatever mode it gave them.</summary>
public sealed class SharedFilesTests : IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("shared").FullName, "hosts");
    private readonly ListSink _sink = new();

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Fact]
    public void TellAfter_Untouched_IsNotChanged()
    {
        var after = Tell("a", () => { });

        Assert.Equal((true, 1, false, "a"), (after.IsAfter, after.SizeBytes, after.IsChanged, Encoding.UTF8.GetString(after.Head)));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("b")]
    [InlineData("")]
    public void TellAfter_OtherBytes_IsChanged(string text)
    {
        var after = Tell("a", () => File.WriteAllText(_path, text));

        Assert.Equal((true, text), (after.IsChanged, Encoding.UTF8.GetString(after.Head)));
    }

    [Fact]
    public void TellAfter_ChangedBehindTheHead_IsChanged()
    {
        var after = Tell(new string('a', 6000), () => File.WriteAllText(_path, new string('a', 5999) + "b"));

        Assert.Equal((true, 4096, 6000), (after.IsChanged, after.Head.Length, after.SizeBytes));
    }

    [Fact]
    public void TellAfter_GrownOverTheBound_IsChangedAndItsSizeIsTold()
    {
        var after = Tell("a", () => File.WriteAllText(_path, new string('a', 3_000_000)));

        Assert.Equal((true, 3_000_000, 4096), (after.IsChanged, after.SizeBytes, after.Head.Length));
    }

    [Fact]
    public void TellAfter_ModeTakenAway_IsReadAllTheSame()
        => Assert.True(Tell("a", () =>
        {
            File.WriteAllText(_path, "b");
            File.SetUnixFileMode(_path, UnixFileMode.None);
        }).IsChanged);

    [Fact]
    public void TellBefore_Missing_Throws()
    {
        using var files = new SharedFiles([_path]);

        Assert.Throws<FileNotFoundException>(() => files.TellBefore(_sink));
    }

    private SharedFileEvent Tell(string before, Action happens)
    {
        File.WriteAllText(_path, before);
        using var files = new SharedFiles([_path]);
        files.TellBefore(_sink);
        happens();
        files.TellAfter(_sink);
        return _sink.Of<SharedFileEvent>()[1];
    }
}
