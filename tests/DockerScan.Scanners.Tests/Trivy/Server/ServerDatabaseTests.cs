using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Server;
using DockerScan.Scanners.Trivy.Tool;

namespace DockerScan.Scanners.Tests.Trivy.Server;

/// <summary>A server has the very file only where nobody can write into it; else a copy.</summary>
[Collection(ChildProcesses.Name)]
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class ServerDatabaseTests : IDisposable
{
    private readonly TrivyBed _bed = new(TimeProvider.System);

    public ServerDatabaseTests() => TestDatabase.Write(_bed.Paths.Root, TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddYears(1));

    private string Folder => _bed.Folder["server"];

    private string Copy => DatabaseInspector.DatabaseFile(Folder);

    [Theory]
    [InlineData("0.74.0", true, true)]
    [InlineData("0.68.0", true, true)]
    [InlineData("0.67.2", true, false)]
    [InlineData("dev", true, false)]
    [InlineData("0.74.0", false, false)]
    public async Task PlaceAsync_Downloaded_IsSharedByATrivyThatOnlyReads(string version, bool mayShare, bool isShared)
    {
        var result = await PlaceAsync(version, mayShare);

        Assert.Null(result.Problem);
        Assert.Equal(isShared, result.IsShared);
        Assert.Equal(isShared, IsSameFile());
    }

    [Fact]
    public async Task PlaceAsync_Operators_IsCopied()
    {
        _bed.Options.DatabasePath = _bed.Folder["operators"];
        TestDatabase.Write(_bed.Options.DatabasePath, TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddYears(1));

        Assert.False((await PlaceAsync("0.74.0", mayShare: true)).IsShared);
    }

    [Fact]
    public async Task PlaceAsync_Again_TakesThePlaceOfTheSharedOneWithoutTouchingIt()
    {
        await PlaceAsync("0.74.0", mayShare: true);
        var source = await File.ReadAllBytesAsync(DatabaseInspector.DatabaseFile(_bed.Paths.Root), TestContext.Current.CancellationToken);

        var again = await PlaceAsync("0.74.0", mayShare: false);

        Assert.False(again.IsShared);
        await File.WriteAllTextAsync(Copy, "what a server writes", TestContext.Current.CancellationToken);
        Assert.Equal(source, await File.ReadAllBytesAsync(DatabaseInspector.DatabaseFile(_bed.Paths.Root), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Writes_FileOfThisProcess_TellsReadingFromWriting()
    {
        var path = _bed.Folder["file"];
        File.WriteAllText(path, "x");
        using (new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        {
            Assert.False(LinuxProcess.Writes(Environment.ProcessId, "/file"));
        }

        using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            Assert.True(LinuxProcess.Writes(Environment.ProcessId, "/file"));
        }

        // Nobody is there, so that nothing is known.
        Assert.True(LinuxProcess.Writes(int.MaxValue, "/file"));
    }

    [Fact]
    [Trait("Category", "Engine")]
    public async Task StartAsync_TrivyThatWritesWhateverItsVersionSays_GetsACopy()
    {
        RealTrivy.Use(_bed);
        var tool = (await _bed.Locator.LocateAsync(TestContext.Current.CancellationToken)).Tool!;
        Assert.SkipWhen(TrivyReleases.Number(tool.Version) >= new Version(0, 68), "this Trivy only reads");
        var sample = Path.Combine(TestFiles.Repository, "samples", "trivy-db");
        File.Copy(DatabaseInspector.DatabaseFile(sample), DatabaseInspector.DatabaseFile(_bed.Paths.Root), overwrite: true);

        var result = await _bed.Starter.StartAsync(tool with { Version = "0.74.0" }, _bed.Databases.Choose(), TestContext.Current.CancellationToken);

        Assert.Null(result.Problem);
        await using var run = result.Run!;
        Assert.NotEqual(Inode(DatabaseInspector.DatabaseFile(_bed.Paths.Root)), Inode(DatabaseInspector.DatabaseFile(run.State.Folder)));
    }

    public void Dispose() => _bed.Dispose();

    private Task<ServerDatabaseResult> PlaceAsync(string version, bool mayShare)
    {
        Directory.CreateDirectory(Folder);
        var tool = new TrivyTool { Path = "/trivy", Length = 1, WrittenTicks = 2, Version = version, Flags = [], MisconfigurationName = "misconfig" };
        return new ServerDatabase(_bed.Inspector, new TrivyServerBounds()).PlaceAsync(tool, _bed.Databases.Choose(), Folder, mayShare, TestContext.Current.CancellationToken);
    }

    private bool IsSameFile() => Inode(DatabaseInspector.DatabaseFile(_bed.Paths.Root)) == Inode(Copy);

    private static string Inode(string path)
    {
        using var stat = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("stat") { ArgumentList = { "-c", "%d:%i", path }, RedirectStandardOutput = true, UseShellExecute = false })!;
        return stat.StandardOutput.ReadToEnd();
    }
}
