using DockerScan.MongoLoopback;

namespace DockerScan.IntegrationTests;

/// <summary>The program itself on MongoDB: what one process scanned, others read; a connection that breaks meanwhile costs nothing.</summary>
[Trait("Category", "Engine")]
public sealed class MongoProgramTests : IAsyncDisposable
{
    private const string Image = "dockerscan/sample-bad";

    private readonly HostProcess _host = new();
    private readonly LoopbackMongo _server = MongoParts.Start();

    public MongoProgramTests()
    {
        HostProcess.RequireParts();
        _host.On(_server);
    }

    [Fact]
    public async Task Scan_OnMongo_IsReadByEveryOtherVerbAndLeavesNoFileOfSqlite()
    {
        var (exit, first) = await _host.ScanAsync(Image, "--no-sandbox");
        Assert.Equal(1, exit);
        var (_, again) = await _host.ScanAsync(Image, "--no-sandbox");
        Assert.Equal(first.GetProperty("scanId").GetString(), again.GetProperty("scanId").GetString());

        var scan = first.GetProperty("scanId").GetString()!;
        Assert.Contains(first.GetProperty("findings")[0].GetProperty("key").GetString()!, await AnswerAsync("report", scan, "--json"), StringComparison.Ordinal);
        Assert.Contains("HIGH", await AnswerAsync("findings", scan), StringComparison.Ordinal);
        Assert.Contains("MongoDB", await AnswerAsync("status"), StringComparison.Ordinal);
        await AnswerAsync("watch", $"{Image}:latest", "nightly");
        Assert.Contains(Image, await AnswerAsync("watches"), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_host.Data, "*.db*", SearchOption.TopDirectoryOnly));
    }

    [Fact]
    public async Task Scan_AnswersAreLostInMidRun_IsFinishedAndStoredOnce()
    {
        // The claim, a result's findings and its end: each is done, and the connection breaks before it is said.
        _server.DropAnswerOf("findAndModify");
        _server.DropAnswerOf("insert");
        _server.DropAnswerOf("update");

        var (exit, result) = await _host.ScanAsync(Image, "--no-sandbox");

        Assert.Equal(1, exit);
        Assert.Equal(result.GetProperty("scanId").GetString(), (await _host.ScanAsync(Image, "--no-sandbox")).Result.GetProperty("scanId").GetString());
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _host.Dispose();
    }

    private async Task<string> AnswerAsync(params string[] arguments)
    {
        var (exit, output, error) = await _host.RunAsync(arguments);
        return exit == 0 ? output : throw new InvalidOperationException($"{arguments[0]} ended with {exit}: {output}\n{error}");
    }
}
