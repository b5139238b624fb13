using System.Diagnostics;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy;
using DockerScan.Scanners.Trivy.Database;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Tests.Trivy.Database;

/// <summary>A database is read whoever holds it locked, as Trivy before 0.68 does as long as it runs.</summary>
[Collection(ChildProcesses.Name)]
public sealed class DatabaseStreamTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void OpenRead_FileThatSomebodyHoldsLocked_IsRead()
    {
        TestDatabase.Write(_folder.Path, TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddDays(1));
        using var locked = Lock();

        using var stream = DatabaseStream.OpenRead(DatabaseInspector.DatabaseFile(_folder.Path));

        Assert.True(stream.Length > 0);
        Assert.NotEqual(-1, stream.ReadByte());
    }

    [Fact]
    public void Inspect_FileThatSomebodyHoldsLocked_IsPresent()
    {
        TestDatabase.Write(_folder.Path, TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddDays(1));
        using var locked = Lock();

        Assert.Equal(DatabaseStatus.Present, new DatabaseInspector(Options.Create(new TrivyOptions()), TimeProvider.System).Inspect(_folder.Path).Status);
    }

    [Fact]
    public void OpenRead_WhileItIsOpen_KeepsNobodyFromLockingIt()
    {
        TestDatabase.Write(_folder.Path, TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddDays(1));
        using var stream = DatabaseStream.OpenRead(DatabaseInspector.DatabaseFile(_folder.Path));

        using var locked = Lock();

        Assert.True(locked.CanRead);
    }

    [Fact]
    public void OpenRead_Missing_IsNamed() => Assert.Throws<FileNotFoundException>(() => DatabaseStream.OpenRead(_folder["none"]));

    [Fact]
    public void OpenRead_Folder_GivesNothing()
        => Assert.ThrowsAny<Exception>(() =>
        {
            using var stream = DatabaseStream.OpenRead(_folder.Path);
            return stream.ReadByte();
        });

    [Fact]
    public async Task OpenRead_PipeInItsPlace_IsNotWaitedFor()
    {
        using var made = Process.Start("mkfifo", [_folder["pipe"]]);
        await made.WaitForExitAsync(TestContext.Current.CancellationToken);

        await using var stream = DatabaseStream.OpenRead(_folder["pipe"]);

        // Nobody writes: its end.
        Assert.Equal(-1, stream.ReadByte());
    }

    public void Dispose() => _folder.Dispose();

    private FileStream Lock() => new(DatabaseInspector.DatabaseFile(_folder.Path), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
}
