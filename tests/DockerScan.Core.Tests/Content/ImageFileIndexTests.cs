using DockerScan.Core.Content;

namespace DockerScan.Core.Tests.Content;

/// <summary>No path and no link leaves the image.</summary>
public sealed class ImageFileIndexTests
{
    private static readonly ImageFileIndex Index = new(
        new[]
        {
            Entry("/bin", ImageEntryKind.SymbolicLink, "usr/bin"), Entry("/usr"), Entry("/usr/bin"), Entry("/usr/bin/sh", ImageEntryKind.SymbolicLink, "dash"),
            Entry("/usr/bin/dash", ImageEntryKind.File), Entry("/out", ImageEntryKind.SymbolicLink, "../../../../usr/bin/dash"),
            Entry("/a", ImageEntryKind.SymbolicLink, "/b"), Entry("/b", ImageEntryKind.SymbolicLink, "/a"), Entry("/hard", ImageEntryKind.HardLink, "usr/bin/dash"),
            Entry("/gone", ImageEntryKind.SymbolicLink, "/nowhere"),
        }.ToDictionary(each => each.Path),
        null);

    [Theory]
    [InlineData("/bin/sh", "/usr/bin/dash")]
    [InlineData("/usr/bin/../bin/./sh", "/usr/bin/dash")]
    [InlineData("bin/sh", "/usr/bin/dash")]
    [InlineData("/../../bin/sh", "/usr/bin/dash")]
    [InlineData("/out", "/usr/bin/dash")]
    [InlineData("/hard", "/usr/bin/dash")]
    public void Resolve_ThroughLinks_StaysInside(string path, string end) => Assert.Equal(end, Index.Resolve(path)?.Path);

    [Theory]
    [InlineData("/a")]
    [InlineData("/gone")]
    [InlineData("/usr/bin/none")]
    [InlineData("/usr/bin/dash/x")]
    public void Resolve_CircleOrNowhere_IsNull(string path) => Assert.Null(Index.Resolve(path));

    [Theory]
    [InlineData("/a/b", "../c", "/a/c")]
    [InlineData("/", "../../etc/passwd", "/etc/passwd")]
    [InlineData("/a", "/b//c/./d", "/b/c/d")]
    [InlineData("/a", "", "/a")]
    public void Combine_FoldsAndStopsAtTheRoot(string folder, string path, string whole) => Assert.Equal(whole, ImagePath.Combine(folder, path));

    [Theory]
    [InlineData("/", "/", "")]
    [InlineData("/a", "/", "a")]
    [InlineData("/a/b", "/a", "b")]
    public void DirectoryAndName_SplitAPath(string path, string folder, string name)
        => Assert.Equal((folder, name), (ImagePath.Directory(path), ImagePath.Name(path)));

    private static ImageEntry Entry(string path, ImageEntryKind kind = ImageEntryKind.Directory, string? target = null) => new(path, kind, 0b111_101_101, 0, 0, 0, target);
}
