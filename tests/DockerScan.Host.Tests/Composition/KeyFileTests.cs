using DockerScan.Core;
using DockerScan.Host.Composition;

namespace DockerScan.Host.Tests.Composition;

public sealed class KeyFileTests : IDisposable
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-key-");

    private string File => Path.Combine(_folder.FullName, "keys", "report-links");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void LoadOrMake_FirstUse_MakesAKeyThatStaysAndIsMineAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are Unix's");
        var key = KeyFile.LoadOrMake(File);

        Assert.Equal(KeyFile.Length, key.Length);
        Assert.Equal(key, KeyFile.LoadOrMake(File));
        Assert.Equal(Mine, System.IO.File.GetUnixFileMode(File));
        Assert.Equal(Mine | UnixFileMode.UserExecute, System.IO.File.GetUnixFileMode(Path.GetDirectoryName(File)!));
        Assert.Equal([File], Directory.EnumerateFiles(Path.GetDirectoryName(File)!));
    }

    [Fact]
    public async Task LoadOrMake_ManyAtOnce_AllHaveOneKey()
    {
        // Often, and started together: a move that asks first and renames then loses a race now and then.
        for (var round = 0; round < 40; round++)
        {
            var path = Path.Combine(Path.GetDirectoryName(File)!, $"many{round}", "key");
            using var together = new Barrier(8);
            var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    together.SignalAndWait(TestContext.Current.CancellationToken);
                    return Convert.ToHexString(KeyFile.LoadOrMake(path));
                },
                TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

            Assert.Single(keys.Distinct(StringComparer.Ordinal));
            Assert.Equal([path], Directory.EnumerateFiles(Path.GetDirectoryName(path)!));
        }
    }

    [Fact]
    public void LoadOrMake_TwoFolders_HaveTwoKeys() => Assert.NotEqual(KeyFile.LoadOrMake(File), KeyFile.LoadOrMake(File + "2"));

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    public void LoadOrMake_OpenToOthers_IsRefusedAndNotClosedInSilence(UnixFileMode mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are Unix's");
        KeyFile.LoadOrMake(File);
        System.IO.File.SetUnixFileMode(File, Mine | mode);

        Refused("is open to others than its owner (mode 06");
        Refused("is open to others than its owner (mode 06");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(4096)]
    public void LoadOrMake_OtherLength_IsRefused(int length)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllBytes(File, new byte[length]);
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(File, Mine);
        }

        Refused("does not hold 32 bytes");
    }

    [Fact]
    public void LoadOrMake_Link_IsRefused()
    {
        var elsewhere = Path.Combine(_folder.FullName, "elsewhere", "key");
        KeyFile.LoadOrMake(elsewhere);
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.CreateSymbolicLink(File, elsewhere);

        Refused("is a link");
    }

    [Fact]
    public void LoadOrMake_LinkToNowhere_IsRefusedAndNothingIsMadeThere()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.CreateSymbolicLink(File, Path.Combine(_folder.FullName, "nowhere"));

        Assert.Throws<EngineException>(() => KeyFile.LoadOrMake(File));
        Assert.False(System.IO.File.Exists(Path.Combine(_folder.FullName, "nowhere")));
    }

    [Fact]
    public void LoadOrMake_FolderInItsPlace_IsRefused()
    {
        Directory.CreateDirectory(File);

        Assert.Contains("cannot be read or made", Assert.Throws<EngineException>(() => KeyFile.LoadOrMake(File)).Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadOrMake_AnothersFile_IsRefused()
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can give a file away");
        KeyFile.LoadOrMake(File);
        using (var chown = System.Diagnostics.Process.Start("chown", ["12345", File]))
        {
            chown.WaitForExit();
        }

        Refused("belongs to user 12345, and this program runs as user 0");
    }

    private void Refused(string expected)
    {
        var failure = Assert.Throws<EngineException>(() => KeyFile.LoadOrMake(File)).Failure;
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.Contains("delete it: a new one is made", failure.Message, StringComparison.Ordinal);
    }
}
