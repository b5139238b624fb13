using DockerScan.Core.Content;

namespace DockerScan.Core.Tests.Content;

public sealed class ImagePathTests
{
    [Theory]
    [InlineData("/", "a", "/a")]
    [InlineData("/app", "a/b", "/app/a/b")]
    [InlineData("/app/", "a", "/app/a")]
    [InlineData("app", "a", "/app/a")]
    [InlineData("", "a", "/a")]
    [InlineData("/app", "", "/app")]
    [InlineData("/", "", "/")]
    [InlineData("", "", "/")]
    // An absolute path forgets the directory.
    [InlineData("/app", "/bin/sh", "/bin/sh")]
    [InlineData("/app", "/", "/")]
    [InlineData("/app", "//bin///sh//", "/bin/sh")]
    [InlineData("/app", "./a/./b/.", "/app/a/b")]
    [InlineData("/app", "../bin", "/bin")]
    [InlineData("/app", "a/../b", "/app/b")]
    [InlineData("/app", "..", "/")]
    // Never above the root.
    [InlineData("/app", "../../../../etc/passwd", "/etc/passwd")]
    [InlineData("/", "../..", "/")]
    [InlineData("/..", "../a", "/a")]
    // Only two dots are the parent; nothing else is a separator.
    [InlineData("/", "...", "/...")]
    [InlineData("/", "..a/.b/a..", "/..a/.b/a..")]
    [InlineData("/", @"..\..\etc", @"/..\..\etc")]
    [InlineData("/", "a b/ ..", "/a b/ ..")]
    [InlineData("/", "%2e%2e/a", "/%2e%2e/a")]
    public void Combine_Path_IsAbsoluteAndFolded(string directory, string path, string expected)
        => Assert.Equal(expected, ImagePath.Combine(directory, path));

    [Theory]
    [InlineData("/", "/", "")]
    [InlineData("/a", "/", "a")]
    [InlineData("/a/b", "/a", "b")]
    [InlineData("/a/b.c/d", "/a/b.c", "d")]
    public void DirectoryAndName_Path_AreItsParts(string path, string directory, string name)
    {
        Assert.Equal(directory, ImagePath.Directory(path));
        Assert.Equal(name, ImagePath.Name(path));
    }

    [Fact]
    public void MaxLength_Is_LinuxPathMax() => Assert.Equal(4096, ImagePath.MaxLength);
}
