using System.Security.Cryptography;
using System.Text;
using DockerScan.Docker.Files;

namespace DockerScan.Docker.Tests.Files;

public sealed class ArchiveFileReaderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(10_000)]
    public async Task ReadAsync_RegularFile_HashesTheWholeAndKeepsTheHead(int maxBytes)
    {
        var text = new string('a', 6000) + "end";
        using var tar = TestTar.Build(TestTar.File("x", text));
        await using var slow = new SlowStream(tar.ToArray(), 333);

        var file = await ArchiveFileReader.ReadAsync(slow, "/x", maxBytes, Token);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), file!.Sha256);
        Assert.Equal(Math.Min(maxBytes, text.Length), file.Content.Length);
        Assert.Equal(text.Length, file.SizeBytes);
        Assert.Equal(maxBytes < text.Length, file.IsTruncated);
    }

    [Fact]
    public async Task ReadAsync_EmptyFile_HasTheHashOfNothing()
    {
        using var tar = TestTar.Build(TestTar.File("x"));

        var file = await ArchiveFileReader.ReadAsync(tar, "/x", 10, Token);

        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", file!.Sha256);
    }

    [Fact]
    public async Task ReadAsync_FolderOrLink_IsNull()
    {
        using var folder = TestTar.Build(TestTar.Folder("d/"), TestTar.File("d/x", "x"));
        using var link = TestTar.Build(TestTar.Link("l", "/etc/shadow"));

        Assert.Null(await ArchiveFileReader.ReadAsync(folder, "/d", 10, Token));
        Assert.Null(await ArchiveFileReader.ReadAsync(link, "/l", 10, Token));
    }

    [Theory]
    [InlineData("d/one", "1")]
    [InlineData("d/two", "22")]
    [InlineData("d/three", null)]
    [InlineData("d/sub", null)]
    [InlineData("d/deep", null)]
    public async Task ReadAsync_OfAFolder_IsTheFileOfThatNameRightInIt(string path, string? expected)
    {
        using var tar = TestTar.Build(TestTar.Folder("d/"), TestTar.File("d/one", "1"), TestTar.Folder("d/sub/"), TestTar.File("d/sub/deep", "333"), TestTar.File("d/sub/two", "no"), TestTar.File("d/two", "22"));

        var file = await ArchiveFileReader.ReadAsync(tar, "/" + path, 10, Token, isOfFolder: true);

        Assert.Equal(expected, file is null ? null : Encoding.UTF8.GetString(file.Content.Span));
    }

    [Fact]
    public async Task ReadAsync_BrokenOff_Throws()
    {
        using var tar = TestTar.Build(TestTar.File("x", new string('a', 6000)));
        await using var half = new SlowStream(tar.ToArray()[..4000], 333);

        await Assert.ThrowsAnyAsync<IOException>(() => ArchiveFileReader.ReadAsync(half, "/x", 10, Token));
    }
}
