using DockerScan.Core.Content;
using DockerScan.Docker.Files;

namespace DockerScan.Docker.Tests.Files;

/// <summary>By which name a file of an image is asked for. Bytes that are no UTF-8 would reach another file, which an image may hold as well.</summary>
public sealed class ContainerFilesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(new byte[] { 0x2F, 0x61, 0x2F, 0x63, 0xE9 }, "path=/a")]
    [InlineData(new byte[] { 0x2F, 0x63, 0xE9 }, "path=/")]
    [InlineData(new byte[] { 0x2F, 0xEF, 0x9F, 0xA9 }, "path=/")]
    [InlineData(new byte[] { 0x2F, 0x61, 0xC3, 0xA9 }, "path=/a\u00e9")]
    // The folder's own name is none: nothing is asked for.
    [InlineData(new byte[] { 0x2F, 0xE9, 0x2F, 0x61 }, null)]
    public async Task ReadAsync_Name_IsAskedForOnlyAsWhatItIs(byte[] name, string? expected)
    {
        await using var engine = new RecordingEngine();
        using var fixture = EngineFixture.Create(options => options.Host = engine.Host);

        Assert.Null(await fixture.Connection.CallAsync("read", TimeSpan.FromSeconds(30), (client, stop) => ContainerFiles.ReadAsync(client, "one", PathBytes.Decode(name), 100, stop), Token));

        Assert.Equal(expected is null ? [] : [expected], Paths(engine));
    }

    [Fact]
    public async Task ReadFolderAsync_NameThatIsNoUtf8_IsNotAskedFor()
    {
        await using var engine = new RecordingEngine();
        using var fixture = EngineFixture.Create(options => options.Host = engine.Host);

        Assert.Null(await fixture.Connection.CallAsync("read", TimeSpan.FromSeconds(30), (client, stop) => ContainerFiles.ReadFolderAsync(client, "one", PathBytes.Decode([0x2F, 0xE9]), ".list", 100, stop), Token));

        Assert.Empty(Paths(engine));
    }

    private static IEnumerable<string> Paths(RecordingEngine engine)
        => engine.Requests.Where(request => request.Contains("/archive", StringComparison.Ordinal)).Select(request => request[request.IndexOf("path=", StringComparison.Ordinal)..]);
}
