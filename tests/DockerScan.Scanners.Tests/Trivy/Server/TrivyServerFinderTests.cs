using System.Net;
using System.Net.Sockets;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Server;
using DockerScan.Scanners.Trivy.Tool;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Scanners.Tests.Trivy.Server;

/// <summary>Only a server that is there, ours, and on the program and database that were chosen is asked. This process stands for it.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class TrivyServerFinderTests : IDisposable
{
    private const string Id = "abc123";

    private readonly TrivyBed _bed = new(TimeProvider.System);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly FileStream _open;
    private readonly TrivyTool _tool = new() { Path = "/trivy", Length = 1, WrittenTicks = 2, Version = "0.74.0", Flags = [], MisconfigurationName = "misconfig" };

    public TrivyServerFinderTests()
    {
        var now = TimeProvider.System.GetUtcNow();
        TestDatabase.Write(_bed.Paths.Root, now, now.AddYears(1));
        TestDatabase.Write(Path.Combine(_bed.Paths.Servers, Id), now, now.AddYears(1));
        _open = File.OpenRead(Copy);
        _listener.Start();
    }

    private string Copy => DatabaseInspector.DatabaseFile(Path.Combine(_bed.Paths.Servers, Id));

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    [Fact]
    public async Task Find_AllIsAsWritten_IsTheServer()
    {
        var (server, problem) = await FindAsync(state => state);

        Assert.Null(problem);
        Assert.Equal(Id, server?.Id);
    }

    [Fact]
    public void Find_NoFile_IsNone() => Assert.Equal("there is none", new TrivyServerFinder(_bed.Paths, TimeProvider.System).Find(_tool, _bed.Databases.Choose()).Problem);

    [Fact]
    public async Task Find_AnotherTrivy_IsNone()
    {
        Assert.Equal("it is another Trivy", (await FindAsync(state => state with { ToolPath = "/other" })).Problem);
        Assert.Equal("it is another Trivy", (await FindAsync(state => state with { ToolWrittenTicks = 9 })).Problem);
    }

    [Fact]
    public async Task Find_DatabaseIsAnother_IsNone()
        => Assert.Equal("it has another database", (await FindAsync(state => state with { Source = state.Source with { MetadataTicks = 1 } })).Problem);

    [Fact]
    public async Task Find_DatabaseWasRefreshed_IsNone()
    {
        await WriteAsync(state => state);
        TestDatabase.Write(_bed.Paths.Root, TimeProvider.System.GetUtcNow().AddMinutes(1), TimeProvider.System.GetUtcNow().AddYears(1));

        Assert.Equal("it has another database", Find().Problem);
    }

    [Fact]
    public async Task Find_ItsCopyWasChanged_IsNone()
        => Assert.Equal("its database was changed", (await FindAsync(state => state with { CopyLength = 7 })).Problem);

    [Fact]
    public async Task Find_ProcessIsAnother_IsNone()
    {
        // The number of a process that ended is given to another one some day.
        Assert.Equal("it ended", (await FindAsync(state => state with { ProcessStart = state.ProcessStart - 1 })).Problem);
        Assert.Equal("it ended", (await FindAsync(state => state with { ProcessId = int.MaxValue })).Problem);
    }

    [Fact]
    public async Task Find_PortOfSomebodyElse_IsNone()
    {
        // Listens, but is the parent's or nobody's: process 1 is alive on every machine.
        var (_, problem) = await FindAsync(state => state with { ProcessId = 1, ProcessStart = LinuxProcess.StartedAt(1) ?? 0 });

        Assert.Equal("it does not listen", problem);
    }

    [Fact]
    public async Task Find_NobodyListens_IsNone()
    {
        var state = await WriteAsync(state => state);
        _listener.Stop();

        Assert.Equal(Port0(state), Find().Problem);
        static string Port0(TrivyServerState _) => "it does not listen";
    }

    [Fact]
    public async Task Find_ListensForTheWholeWorld_IsNone()
    {
        using var open = new TcpListener(IPAddress.Any, 0);
        open.Start();

        Assert.Equal("it does not listen", (await FindAsync(state => state with { Port = ((IPEndPoint)open.LocalEndpoint).Port })).Problem);
    }

    [Fact]
    public async Task Find_DatabaseIsNotOpen_IsNone()
    {
        await WriteAsync(state => state);
        await _open.DisposeAsync();

        Assert.Equal("it does not have its database open", Find().Problem);
    }

    [Fact]
    public async Task Find_AskedAgain_LooksAtTheProcessEachTimeAndAtItsFilesAfterTwoSeconds()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var finder = new TrivyServerFinder(_bed.Paths, time);
        var state = await WriteAsync(state => state);
        Assert.Null(finder.Find(_tool, _bed.Databases.Choose()).Problem);
        await _open.DisposeAsync();

        var soon = finder.Find(_tool, _bed.Databases.Choose());
        time.Advance(TimeSpan.FromSeconds(2));
        var later = finder.Find(_tool, _bed.Databases.Choose());
        await WriteAsync(_ => state with { ProcessStart = state.ProcessStart - 1 });
        var ended = finder.Find(_tool, _bed.Databases.Choose());

        Assert.Null(soon.Problem);
        Assert.Equal("it does not have its database open", later.Problem);
        Assert.Equal("it ended", ended.Problem);
    }

    [Fact]
    public async Task Find_ItsCopyWasReplacedByOneOfTheSameSizeAndTime_IsNone()
    {
        await WriteAsync(state => state);
        // The process has the old file open, which has no name any more.
        var (next, written) = (Copy + ".next", File.GetLastWriteTimeUtc(Copy));
        File.Copy(Copy, next);
        File.SetLastWriteTimeUtc(next, written);
        File.Move(next, Copy, overwrite: true);

        Assert.Equal("it does not have its database open", Find().Problem);
    }

    [Fact]
    public async Task Find_CopyIsOfAnotherDayThanItsSource_IsNone()
    {
        await WriteAsync(state => state);
        var metadata = DatabaseInspector.MetadataFile(Path.Combine(_bed.Paths.Servers, Id));
        await File.WriteAllTextAsync(metadata, (await File.ReadAllTextAsync(metadata, TestContext.Current.CancellationToken)).Replace("\"Version\":2", "\"Version\": 2", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.Equal("its database is of another day than it says", Find().Problem);
    }

    [Fact]
    public async Task Find_FileThatOthersCanRead_IsNone()
    {
        await WriteAsync(state => state);
        File.SetUnixFileMode(_bed.Paths.ServerFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        Assert.Equal("its state file is not ours", Find().Problem);
    }

    [Fact]
    public async Task Find_FolderElsewhere_IsNone()
    {
        Assert.Equal("its state file is not ours", (await FindAsync(state => state with { Folder = "/tmp/" + Id })).Problem);
        Assert.Equal("its state file is not ours", (await FindAsync(state => state with { Id = "other" })).Problem);
    }

    [Fact]
    public async Task Find_FileOfAnotherForm_IsNone()
        => Assert.Equal("there is none", (await FindAsync(state => state with { Form = 99 })).Problem);

    public void Dispose()
    {
        _open.Dispose();
        _listener.Dispose();
        _bed.Dispose();
    }

    private async Task<(TrivyServerState? Server, string? Problem)> FindAsync(Func<TrivyServerState, TrivyServerState> change)
    {
        await WriteAsync(change);
        return Find();
    }

    private (TrivyServerState? Server, string? Problem) Find() => new TrivyServerFinder(_bed.Paths, TimeProvider.System).Find(_tool, _bed.Databases.Choose());

    private async Task<TrivyServerState> WriteAsync(Func<TrivyServerState, TrivyServerState> change)
    {
        var copy = new FileInfo(Copy);
        var state = change(new TrivyServerState
        {
            Form = TrivyServerState.CurrentForm,
            Id = Id,
            ProcessId = Environment.ProcessId,
            ProcessStart = LinuxProcess.StartedAt(Environment.ProcessId) ?? 0,
            Port = Port,
            Token = "token",
            Folder = Path.Combine(_bed.Paths.Servers, Id),
            ToolPath = _tool.Path,
            ToolLength = _tool.Length,
            ToolWrittenTicks = _tool.WrittenTicks,
            Source = DatabaseProvider.SourceOf(_bed.Databases.Choose())!,
            CopyLength = copy.Length,
            CopyWrittenTicks = copy.LastWriteTimeUtc.Ticks,
        });
        await JsonFile.WritePrivateAsync(_bed.Paths.ServerFile, state, TrivyJsonContext.Default.TrivyServerState, "x", TestContext.Current.CancellationToken);
        return state;
    }
}
