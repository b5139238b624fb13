using DockerScan.Core.Content;
using DockerScan.Core.Images;
using DockerScan.Docker.Files;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Docker.Tests.Files;

public sealed class IndexCacheTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("index-cache-").FullName;
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task FindAsync_KeptBefore_IsTheSameEntryForEntry()
    {
        var index = Index(
            new ImageEntry("/", ImageEntryKind.Directory, 0b111_101_101, 0, 0, 0),
            new ImageEntry("/bin/su", ImageEntryKind.File, ImageEntry.SetUid | 0b111_101_101, 0, 4, 7, null, HasCapabilities: true),
            new ImageEntry("/bin/\u202e\"\ufffd\n", ImageEntryKind.SymbolicLink, 0, -2, 1, 0, "../\\x"));
        await Cache().KeepAsync(Image('a'), index, Token);

        var found = await Cache().FindAsync(Image('a'), Token);

        Assert.Equal(index.Entries.OrderBy(pair => pair.Key), found!.Entries.OrderBy(pair => pair.Key));
        Assert.Null(found.Incomplete);
    }

    [Fact]
    public async Task FindAsync_OtherImageOrPlatform_IsNotFound()
    {
        await Cache().KeepAsync(Image('a'), Index(), Token);

        Assert.Null(await Cache().FindAsync(Image('b'), Token));
        Assert.Null(await Cache().FindAsync(Image('a') with { Platform = Platform("linux/arm64") }, Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"Version\":1,\"Image\":")]
    [InlineData("{\"Version\":1,\"Image\":\"sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa linux/amd64\",\"Entries\":null}")]
    [InlineData("{\"Version\":1,\"Image\":\"sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa linux/amd64\",\"Entries\":[{\"Path\":null}]}")]
    [InlineData("{\"Version\":0,\"Image\":\"sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa linux/amd64\",\"Entries\":[]}")]
    [InlineData("{\"Version\":1,\"Image\":\"sha256:b linux/amd64\",\"Entries\":[]}")]
    public async Task FindAsync_FileThatCannotBeUsed_IsNotFoundAndMadeAgain(string text)
    {
        await Cache().KeepAsync(Image('a'), Index(), Token);
        await File.WriteAllTextAsync(Assert.Single(Directory.GetFiles(_folder)), text, Token);

        Assert.Null(await Cache().FindAsync(Image('a'), Token));

        await Cache().KeepAsync(Image('a'), Index(), Token);
        Assert.NotNull(await Cache().FindAsync(Image('a'), Token));
    }

    [Fact]
    public async Task KeepAsync_IncompleteIndex_IsNotKept()
    {
        await Cache().KeepAsync(Image('a'), Index() with { Incomplete = "it is large" }, Token);

        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task FindAsync_MoreEntriesThanNowAllowed_IsNotFound()
    {
        await Cache().KeepAsync(Image('a'), Index(Enumerable.Range(0, 3).Select(File3).ToArray()), Token);

        Assert.Null(await Cache(maxEntries: 2).FindAsync(Image('a'), Token));
        Assert.NotNull(await Cache(maxEntries: 3).FindAsync(Image('a'), Token));
    }

    [Fact]
    public async Task KeepAsync_OverItsBytes_RemovesTheOneNotUsedForLongest()
    {
        await Cache().KeepAsync(Image('a'), Index(), Token);
        var one = new FileInfo(Assert.Single(Directory.GetFiles(_folder))).Length;
        _time.Advance(TimeSpan.FromMinutes(1));
        await Cache().KeepAsync(Image('b'), Index(), Token);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(await Cache().FindAsync(Image('a'), Token));
        Backdate('b');

        await Cache(maxBytes: (2 * one) + 1).KeepAsync(Image('c'), Index(), Token);

        Assert.NotNull(await Cache().FindAsync(Image('a'), Token));
        Assert.Null(await Cache().FindAsync(Image('b'), Token));
        Assert.NotNull(await Cache().FindAsync(Image('c'), Token));
    }

    [Fact]
    public async Task KeepAsync_UnfinishedFileOfAKilledProcess_IsRemovedWhenOld()
    {
        var (old, young) = (Path.Combine(_folder, "x.json.1.tmp"), Path.Combine(_folder, "x.json.2.tmp"));
        await File.WriteAllTextAsync(old, "{", Token);
        await File.WriteAllTextAsync(young, "{", Token);
        File.SetLastWriteTimeUtc(old, _time.GetUtcNow().UtcDateTime.AddHours(-2));

        await Cache().KeepAsync(Image('a'), Index(), Token);

        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));
    }

    [Fact]
    public async Task Off_NeitherKeepsNorFinds()
    {
        await Cache(maxBytes: 0).KeepAsync(Image('a'), Index(), Token);
        Assert.Empty(Directory.GetFiles(_folder));

        await Cache().KeepAsync(Image('a'), Index(), Token);
        Assert.Null(await Cache(maxBytes: 0).FindAsync(Image('a'), Token));
    }

    [Fact]
    public async Task KeepAsync_FolderIsAFile_IsNoFailure()
    {
        var file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "x", Token);
        var cache = new IndexCache(Options.Create(new DockerOptions { IndexCacheDirectory = file }), _time, NullLogger<IndexCache>.Instance);

        await cache.KeepAsync(Image('a'), Index(), Token);

        Assert.Null(await cache.FindAsync(Image('a'), Token));
    }

    private static ImageEntry File3(int number) => new($"/f{number}", ImageEntryKind.File, 0, 0, 0, 1);

    private static ImageFileIndex Index(params ImageEntry[] entries) => new(entries.ToDictionary(entry => entry.Path), null);

    private static ImagePlatform Platform(string text) => ImagePlatform.TryParse(text, out var platform) ? platform : throw new ArgumentException(text, nameof(text));

    private static TargetImage Image(char digit)
        => new()
        {
            Reference = ImageReference.Parse("redis:7"),
            ImageId = ImageDigest.TryParse("sha256:" + new string(digit, 64), out var id) ? id : throw new InvalidOperationException(),
            Platform = Platform("linux/amd64"),
            SizeBytes = 1,
            LayerCount = 1,
            Configuration = new ImageConfiguration(),
        };

    private void Backdate(char digit)
        => File.SetLastWriteTimeUtc(Directory.GetFiles(_folder).Single(file => Path.GetFileName(file).StartsWith($"sha256-{digit}", StringComparison.Ordinal)), _time.GetUtcNow().UtcDateTime.AddMinutes(-10));

    private IndexCache Cache(int maxEntries = 500_000, long maxBytes = 1 << 20)
        => new(
            Options.Create(new DockerOptions { IndexCacheDirectory = _folder, MaxIndexEntries = maxEntries, MaxIndexCacheBytes = maxBytes }),
            _time,
            NullLogger<IndexCache>.Instance);
}
