using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.Scanners.Trivy.Server;

namespace DockerScan.Scanners.Tests.Trivy.Server;

/// <summary>A program that runs until it is ended leaves nothing behind.</summary>
[Collection(ChildProcesses.Name)]
public sealed class TrivyServerProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private string? _scratch;

    [Fact]
    public async Task DisposeAsync_RunningProgram_IsGone()
    {
        var process = await StartAsync("/bin/sleep", "600");
        var started = LinuxProcess.StartedAt(process.Id);
        Assert.NotNull(started);
        Assert.False(process.Ended.IsCompleted);

        await process.DisposeAsync();

        Assert.NotEqual(started, LinuxProcess.StartedAt(process.Id));
    }

    [Fact]
    public async Task DisposeAsync_WhatItHadInMemory_IsGone()
    {
        _scratch = Directory.CreateDirectory(_folder["of memory; it's"]).FullName;
        await File.WriteAllTextAsync(Path.Combine(_scratch, "list"), "x", TestContext.Current.CancellationToken);
        var process = await StartAsync("/bin/sleep", "600");
        Assert.True(Directory.Exists(_scratch));

        await process.DisposeAsync();

        Assert.False(Directory.Exists(_scratch));
        Assert.True(Directory.Exists(_folder.Path));
    }

    [Fact]
    public async Task Ended_ProgramIsKilled_Completes()
    {
        await using var process = await StartAsync("/bin/sleep", "600");

        LinuxProcess.Kill(process.Id);

        await process.Ended.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task StartAsync_NoSuchProgram_EndsAtOnceWithTheReason()
    {
        await using var process = await StartAsync(_folder["missing"]);

        await process.Ended.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Contains("not found", process.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_Arguments_AreNoShellsWords()
    {
        await using var process = await StartAsync("/bin/echo", "$(touch", _folder["made"] + ")", "; exit 3");

        await process.Ended.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.False(File.Exists(_folder["made"]));
        Assert.Contains("$(touch", process.Log, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<TrivyServerProcess> StartAsync(string program, params string[] arguments)
        => TrivyServerProcess.StartAsync(program, arguments, _folder.Path, new Dictionary<string, string>(), _scratch, TimeProvider.System, TestContext.Current.CancellationToken);
}
