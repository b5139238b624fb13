using System.Diagnostics;
using DockerScan.Core;
using DockerScan.Host.Composition;

namespace DockerScan.Host.Tests.Composition;

public sealed class DataFolderTests : IDisposable
{
    private const UnixFileMode Folder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Open = (UnixFileMode)0x1FF;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-data-");

    private string Data => Path.Combine(_folder.FullName, "data");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void New_NothingThere_IsPrivate()
    {
        var data = new DataFolder(Data);

        Assert.NotEmpty(data.Installation);
        Assert.All((string[])[Data, data.Reports, data.Trivy, data.Indexes, data.Workers], folder => Assert.Equal(Folder, Mode(folder)));
    }

    [Fact]
    public void New_LeftOpenByAnEarlierVersion_IsClosed()
    {
        var indexes = Directory.CreateDirectory(Path.Combine(Data, "indexes"));
        string[] files = [Path.Combine(indexes.FullName, "a.json"), Path.Combine(Data, "installation")];
        foreach (var file in files)
        {
            System.IO.File.WriteAllText(file, "abc");
            System.IO.File.SetUnixFileMode(file, Open);
        }

        System.IO.File.SetUnixFileMode(Data, Open);
        System.IO.File.SetUnixFileMode(indexes.FullName, Open);

        var data = new DataFolder(Data);

        Assert.Equal("abc", data.Installation);
        Assert.All((string[])[Data, indexes.FullName], folder => Assert.Equal(Folder, Mode(folder)));
        Assert.All(files, file => Assert.Equal(File, Mode(file)));
    }

    [Fact]
    public void New_SomebodyElses_IsRefusedWithWhatToType()
    {
        Directory.CreateDirectory(Data);
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can give a folder away");
        using var chown = Process.Start("chown", ["12345", Data]);
        chown.WaitForExit();

        var refused = Assert.Throws<EngineException>(() => new DataFolder(Data));

        Assert.Contains($"belongs to user 12345, and this program runs as user 0; type: chown -R 0 {Data}", refused.Failure.Message, StringComparison.Ordinal);
    }

    private static UnixFileMode Mode(string path) => System.IO.File.GetUnixFileMode(path);
}
