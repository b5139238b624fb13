using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy.Server;

namespace DockerScan.Scanners.Tests.Trivy.Server;

/// <summary>The folder in memory is the server's alone, goes with it, and nothing else goes with it.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class ServerScratchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void TryMake_RoomInMemory_IsPrivateAndGoes()
    {
        ServerScratch.TryMake(_folder.Path);
        var scratch = ServerScratch.FindFolder(_folder.Path);
        Assert.SkipWhen(scratch is null, "no memory file system with 128 MiB");
        File.WriteAllText(_folder[Path.Combine("fanal", "fanal.db")], "x");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(scratch));
        Assert.True(File.Exists(Path.Combine(scratch, "fanal.db")));

        ServerScratch.TryDelete(_folder.Path);

        Assert.False(Directory.Exists(scratch));
    }

    [Fact]
    public void TryMake_FolderOfAnAttemptBefore_IsReplaced()
    {
        ServerScratch.TryMake(_folder.Path);
        var first = ServerScratch.FindFolder(_folder.Path);
        Assert.SkipWhen(first is null, "no memory file system with 128 MiB");
        Directory.Delete(first, recursive: true);

        ServerScratch.TryMake(_folder.Path);

        var second = ServerScratch.FindFolder(_folder.Path);
        Assert.True(Directory.Exists(second));
        Assert.NotEqual(first, second);
        ServerScratch.TryDelete(_folder.Path);
    }

    [Theory]
    [InlineData("/dev/shm")]
    [InlineData("/dev/shm/dockerscan-trivy-x/../../../tmp")]
    [InlineData("/dev/shm/other")]
    [InlineData("elsewhere")]
    public void TryDelete_LinkThatLeadsElsewhere_DeletesNothing(string target)
    {
        var elsewhere = Directory.CreateDirectory(_folder["elsewhere"]).FullName;
        File.WriteAllText(Path.Combine(elsewhere, "kept"), "x");
        Directory.CreateSymbolicLink(_folder["fanal"], target == "elsewhere" ? elsewhere : target);

        Assert.Null(ServerScratch.FindFolder(_folder.Path));
        ServerScratch.TryDelete(_folder.Path);

        Assert.True(File.Exists(Path.Combine(elsewhere, "kept")));
        Assert.True(Directory.Exists("/dev/shm") || !OperatingSystem.IsLinux());
    }

    [Fact]
    public void TryDelete_OrdinaryFolder_IsLeftToItsOwner()
    {
        Directory.CreateDirectory(_folder["fanal"]);

        ServerScratch.TryDelete(_folder.Path);

        Assert.True(Directory.Exists(_folder["fanal"]));
    }

    public void Dispose() => _folder.Dispose();
}
