using DockerScan.Core.Content;

namespace DockerScan.Docker.Tests;

/// <summary>By which name a file of an image is asked for.</summary>
public sealed class ContainerFilesTests
{
    // As UTF-8 the character that stands for the byte would be the name of another file, which an image may hold as well.
    [Theory]
    [InlineData(new byte[] { 0x2F, 0x63, 0xE9 }, "/c%E9")]
    [InlineData(new byte[] { 0x2F, 0xEF, 0x9F, 0xA9 }, "/%EF%9F%A9")]
    [InlineData(new byte[] { 0x2F, 0x26, 0x20, 0x23, 0xFF }, "/& #%FF")]
    public async Task ReadAsync_NameThatIsNoUtf8_AsksForItsBytes(byte[] name, string expected)
    {
        await using var engine = new RecordingEngine();
        using var fixture = EngineFixture.Create(options => options.Host = engine.Host);
        var token = TestContext.Current.CancellationToken;
        var path = PathBytes.Decode(name);

        Assert.Null(await fixture.Connection.CallAsync("read", TimeSpan.FromSeconds(30), (client, stop) => ContainerFiles.ReadAsync(client, "one", path, 100, stop), token));
        Assert.Null(await fixture.Connection.CallAsync("read", TimeSpan.FromSeconds(30), (client, stop) => ContainerFiles.ReadFolderAsync(client, "one", path, ".list", 100, stop), token));

        // The one character that these bytes are in UTF-8 is unescaped again by the engine here; no other byte is.
        var asked = engine.Requests.Where(request => request.Contains("/archive", StringComparison.Ordinal)).Select(request => request[request.IndexOf("path=", StringComparison.Ordinal)..]).ToList();
        Assert.Equal(2, asked.Count);
        Assert.All(asked, request => Assert.Equal("path=" + Uri.UnescapeDataString(expected), request));
    }
}
