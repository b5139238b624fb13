using System.Formats.Tar;
using DockerScan.Core.Content;
using DockerScan.Docker.Files;

namespace DockerScan.Docker.Tests.Files;

public sealed class TarIndexReaderTests
{
    private static readonly TarIndexLimits Limits = new(1000, 1 << 20);

    [Fact]
    public async Task ReadAsync_OrdinaryArchive_KeepsKindModeSizeAndLinks()
    {
        using var tar = TestTar.Build(
            TestTar.Folder("tmp/", 0b001_111_111_111),
            TestTar.File("bin/su", "1234567", 0b100_111_101_101),
            TestTar.Link("bin/sh", "su"),
            TestTar.Link("bin/again", "bin/su", TarEntryType.HardLink),
            new PaxTarEntry(TarEntryType.Fifo, "run/pipe"));

        var index = await ReadAsync(tar, Limits);

        Assert.Null(index.Incomplete);
        Assert.Equal(ImageEntry.Sticky, index.Find("/tmp")!.Mode & ImageEntry.Sticky);
        var su = index.Find("/bin/su")!;
        Assert.Equal((ImageEntryKind.File, 7L), (su.Kind, su.SizeBytes));
        Assert.Equal(ImageEntry.SetUid, su.Mode & ImageEntry.SetUid);
        Assert.Equal("/bin/su", index.Resolve("/bin/sh")!.Path);
        Assert.Equal(su with { Path = "/bin/again", SameAs = "/bin/su" }, index.Resolve("/bin/again"));
        Assert.Equal(ImageEntryKind.Special, index.Find("/run/pipe")!.Kind);
        Assert.Equal(ImageEntryKind.Directory, index.Find("/run")!.Kind);
        Assert.Equal(ImageEntryKind.Directory, index.Find("/")!.Kind);
    }

    [Fact]
    public async Task ReadAsync_CapabilityAttribute_IsSeen()
    {
        using var tar = TestTar.Build(TestTar.File("ping", "x", hasCapability: true), TestTar.File("cat", "x"));

        var index = await ReadAsync(tar, Limits);

        Assert.True(index.Find("/ping")!.HasCapabilities);
        Assert.False(index.Find("/cat")!.HasCapabilities);
    }

    [Theory]
    [InlineData("../../etc/passwd", "/etc/passwd")]
    [InlineData("/etc/shadow", "/etc/shadow")]
    [InlineData("a/../../../b", "/b")]
    [InlineData("./c//d", "/c/d")]
    public async Task ReadAsync_NamesThatWouldLeave_StayUnderTheRoot(string name, string expected)
    {
        using var tar = TestTar.Build(TestTar.File(name, "x"));

        var index = await ReadAsync(tar, Limits);

        Assert.Equal(expected, index.Entries.Values.Single(entry => entry.Kind == ImageEntryKind.File).Path);
    }

    [Fact]
    public async Task ReadAsync_EngineMadeMarker_IsDroppedButNotAnImagesOwn()
    {
        using var engineMade = TestTar.Build(TestTar.File(".dockerenv"));
        using var own = TestTar.Build(TestTar.File(".dockerenv", "payload"));

        Assert.Null((await ReadAsync(engineMade, Limits)).Find("/.dockerenv"));
        Assert.NotNull((await ReadAsync(own, Limits)).Find("/.dockerenv"));
    }

    [Fact]
    public async Task ReadAsync_TooManyEntries_IsIncompleteAndBounded()
    {
        using var tar = TestTar.Build([.. Enumerable.Range(0, 50).Select(i => TestTar.File($"f{i}"))]);

        var index = await ReadAsync(tar, new TarIndexLimits(10, 1 << 20));

        Assert.Contains("more than 10 entries", index.Incomplete, StringComparison.Ordinal);
        Assert.InRange(index.Entries.Count, 10, 11);
    }

    [Fact]
    public async Task ReadAsync_TooManyBytes_IsIncomplete()
    {
        using var tar = TestTar.Build(TestTar.File("small", "x"), TestTar.File("big", new string('x', 5000)), TestTar.File("after"));

        var index = await ReadAsync(tar, new TarIndexLimits(1000, 4096));

        Assert.NotNull(index.Incomplete);
        Assert.NotNull(index.Find("/small"));
        Assert.Null(index.Find("/after"));
    }

    [Fact]
    public async Task ReadAsync_NamesThatNoPathCanBe_AreListedUnderAnotherAndSpoilNothing()
    {
        var deep = string.Join('/', Enumerable.Repeat(new string('n', 200), 25));
        using var tar = TestTar.Build(TestTar.File(deep + "/one", mode: 0b100_111_101_101), TestTar.File(deep + "/two"), TestTar.File("after"));

        var index = await ReadAsync(tar, Limits);

        Assert.Null(index.Incomplete);
        Assert.NotNull(index.Find("/after"));
        var kept = index.Entries.Values.Where(entry => entry.Kind == ImageEntryKind.File && entry.Path != "/after").ToList();
        Assert.Equal(2, kept.Count);
        Assert.All(kept, entry => Assert.InRange(entry.Path.Length, 3000, ImagePath.MaxLength));
        // Its bits are seen all the same.
        Assert.Single(kept, entry => (entry.Mode & ImageEntry.SetUid) != 0);
    }

    [Fact]
    public async Task ReadAsync_NamesThatAreNoUtf8_StayTwo()
    {
        using var tar = TestTar.Build(new UstarTarEntry(TarEntryType.RegularFile, "data/caf1"), new UstarTarEntry(TarEntryType.RegularFile, "data/caf2"));
        using var patched = new MemoryStream(TestTar.PatchByte(TestTar.PatchByte(tar.ToArray(), "caf1", 3, 0xE9), "caf2", 3, 0xE8));

        var index = await ReadAsync(patched, Limits);

        Assert.Null(index.Incomplete);
        Assert.Equal(["/data/caf\uF7E8", "/data/caf\uF7E9"], index.Entries.Keys.Where(path => path.StartsWith("/data/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ReadAsync_EntryOfAnUnknownType_IsThereAndNoFile()
    {
        using var tar = TestTar.Build(new UstarTarEntry(TarEntryType.RegularFile, "odd"), new UstarTarEntry(TarEntryType.RegularFile, "after"));
        using var patched = new MemoryStream(TestTar.PatchByte(tar.ToArray(), "odd", 156, (byte)'Z'));

        var index = await ReadAsync(patched, Limits);

        Assert.Null(index.Incomplete);
        Assert.Equal(ImageEntryKind.Special, index.Find("/odd")!.Kind);
        Assert.Equal(ImageEntryKind.File, index.Find("/after")!.Kind);
    }

    [Fact]
    public async Task ReadAsync_NoLayers_IsWhole()
    {
        // What an engine adds to every container by itself.
        using var tar = TestTar.Build(TestTar.File(".dockerenv"), TestTar.Folder("dev/"));

        Assert.Null((await ReadAsync(tar, Limits)).Incomplete);
    }

    [Fact]
    public async Task ReadAsync_AllNamesTogetherOverTheLimit_IsIncomplete()
    {
        using var tar = TestTar.Build([.. Enumerable.Range(0, 20).Select(i => TestTar.File(new string('n', 100) + i))]);

        var index = await ReadAsync(tar, Limits with { MaxNameCharacters = 500 });

        Assert.NotNull(index.Incomplete);
        Assert.InRange(index.Entries.Count, 1, 6);
    }

    [Fact]
    public async Task ReadAsync_DeepNameWithoutFolders_DoesNotPassTheEntryBound()
    {
        using var tar = TestTar.Build(TestTar.File(string.Join('/', Enumerable.Repeat("d", 2000))));

        var index = await ReadAsync(tar, new TarIndexLimits(100, 1 << 20));

        Assert.NotNull(index.Incomplete);
        Assert.InRange(index.Entries.Count, 1, 101);
    }

    [Fact]
    public async Task ReadAsync_BrokenOffInsideAnEntry_Throws()
    {
        using var tar = TestTar.Build(TestTar.File("a", new string('x', 4000)));
        using var half = new MemoryStream(tar.ToArray()[..3000]);

        await Assert.ThrowsAnyAsync<IOException>(() => ReadAsync(half, Limits));
    }

    [Fact]
    public async Task ReadAsync_BrokenOffBetweenEntries_Throws()
    {
        using var tar = TestTar.Build(TestTar.File("a", "x"));
        using var half = new MemoryStream(tar.ToArray()[..^1024]);

        await Assert.ThrowsAnyAsync<IOException>(() => ReadAsync(half, Limits));
    }

    [Fact]
    public async Task ReadAsync_Garbage_IsIncompleteNeverEmptyAndWhole()
    {
        using var garbage = new MemoryStream([.. Enumerable.Repeat((byte)'g', 2048)]);

        Assert.NotNull((await ReadAsync(garbage, Limits)).Incomplete);
    }

    [Fact]
    public async Task ReadAsync_StreamInSmallPieces_ReadsTheSame()
    {
        using var tar = TestTar.Build(TestTar.File("a", new string('x', 3000)), TestTar.Folder("d/"), TestTar.File("d/b", "y"));
        await using var slow = new SlowStream(tar.ToArray(), 7);

        var index = await ReadAsync(slow, Limits);

        Assert.Null(index.Incomplete);
        Assert.Equal(3000, index.Find("/a")!.SizeBytes);
        Assert.NotNull(index.Find("/d/b"));
    }

    [Fact]
    public async Task ReadAsync_OwnerNumberOverSignedRange_DoesNotLoseTheFile()
    {
        using var tar = TestTar.Build(TestTar.File("nobody", "x"));
        using var patched = new MemoryStream(TestTar.PatchOwner(tar.ToArray(), "nobody", 4294967294));

        var index = await ReadAsync(patched, Limits);

        Assert.Null(index.Incomplete);
        Assert.Equal(int.MaxValue, index.Find("/nobody")!.Uid);
    }

    [Fact]
    public void ReadPax_AllKeys_AreKept()
    {
        var extensions = new TarExtensions();

        extensions.ReadPax("18 uid=3000000000\n11 path=é\n12 comment=\n"u8);

        Assert.Equal((3000000000L, "é"), (extensions.Uid, extensions.Name));
        Assert.Null(extensions.Gid);
    }

    [Theory]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.V7)]
    public async Task ReadAsync_OtherFormats_AreRead(TarEntryFormat format)
    {
        var name = format == TarEntryFormat.Gnu ? string.Join('/', Enumerable.Repeat("folder", 60))
            : format == TarEntryFormat.Ustar ? string.Join('/', Enumerable.Repeat("folder", 20)) : "folder/x";
        TarEntry entry = format switch
        {
            TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.SymbolicLink, name) { LinkName = new string('l', 300) },
            TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, name),
            _ => new V7TarEntry(TarEntryType.V7RegularFile, name),
        };
        using var tar = TestTar.Build(entry);

        var index = await ReadAsync(tar, Limits);

        Assert.Null(index.Incomplete);
        Assert.NotNull(index.Find("/" + name));
        Assert.Equal(format == TarEntryFormat.Gnu ? 300 : null, index.Find("/" + name)!.LinkTarget?.Length);
    }

    [Theory]
    [InlineData("5 x\n")]
    [InlineData("99999 path=x\n")]
    [InlineData("0 path=x\n")]
    [InlineData("-5 path=x\n")]
    [InlineData("nonsense")]
    [InlineData("14 size=-5555\n")]
    [InlineData("19 uid=99999999999999999999\n")]
    public void ReadPax_Malformed_Throws(string records)
        => Assert.Throws<InvalidDataException>(() => new TarExtensions().ReadPax(System.Text.Encoding.UTF8.GetBytes(records)));

    private static Task<ImageFileIndex> ReadAsync(Stream tar, TarIndexLimits limits)
        => new TarIndexReader(limits).ReadAsync(tar, TestContext.Current.CancellationToken);
}
