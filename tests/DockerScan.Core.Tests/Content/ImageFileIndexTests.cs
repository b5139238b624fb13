using DockerScan.Core.Content;
using DockerScan.TestKit.Content;

namespace DockerScan.Core.Tests.Content;

public sealed class ImageFileIndexTests
{
    private readonly FakeImageContent _image = new FakeImageContent().File("/usr/bin/bash", "x").File("/etc/passwd", "x").File("/opt/app/run", "x");

    [Theory]
    [InlineData("/usr/bin/bash", "/usr/bin/bash")]
    [InlineData("usr/bin/bash", "/usr/bin/bash")]
    [InlineData("//usr/./bin//bash", "/usr/bin/bash")]
    [InlineData("/usr/bin/", "/usr/bin")]
    [InlineData("/usr/bin/../bin/bash", "/usr/bin/bash")]
    [InlineData("../../../etc/passwd", "/etc/passwd")]
    [InlineData("/", "/")]
    [InlineData("", "/")]
    [InlineData("/usr/..", "/")]
    [InlineData("/usr/bin/zsh", null)]
    [InlineData("/usr/bin/bash/x", null)]
    [InlineData("/USR/bin/bash", null)]
    // As in the kernel, what does not exist has no parent.
    [InlineData("/nowhere/../etc/passwd", null)]
    public void Resolve_NoLinks_IsTheEntry(string path, string? expected) => Assert.Equal(expected, _image.Index.Resolve(path)?.Path);

    [Theory]
    // Absolute, relative to the link's folder, and through the root.
    [InlineData("/bin", "/usr/bin", "/bin/bash", "/usr/bin/bash")]
    [InlineData("/bin", "usr/bin", "/bin/bash", "/usr/bin/bash")]
    [InlineData("/bin", "usr/bin/", "/bin", "/usr/bin")]
    [InlineData("/usr/bin/sh", "bash", "/usr/bin/sh", "/usr/bin/bash")]
    [InlineData("/usr/bin/sh", "./bash", "/usr/bin/sh", "/usr/bin/bash")]
    [InlineData("/usr/local", "../opt", "/usr/local/app/run", "/opt/app/run")]
    [InlineData("/usr/local", "..", "/usr/local/etc/passwd", "/etc/passwd")]
    // Out of the image there is no way.
    [InlineData("/usr/bin/up", "../../../../../../etc/passwd", "/usr/bin/up", "/etc/passwd")]
    [InlineData("/usr/bin/up", "/../../etc/passwd", "/usr/bin/up", "/etc/passwd")]
    [InlineData("/usr/bin/up", "/", "/usr/bin/up", "/")]
    // Nowhere.
    [InlineData("/usr/bin/sh", "dash", "/usr/bin/sh", null)]
    [InlineData("/usr/bin/sh", "", "/usr/bin/sh", null)]
    [InlineData("/usr/bin/sh", "bash", "/usr/bin/sh/x", null)]
    [InlineData("/usr/bin/sh", @"..\..\etc\passwd", "/usr/bin/sh", null)]
    // In a circle.
    [InlineData("/loop", "loop", "/loop", null)]
    [InlineData("/loop", "/loop", "/loop", null)]
    [InlineData("/loop", "loop/x", "/loop", null)]
    [InlineData("/loop", "./loop/../loop", "/loop", null)]
    public void Resolve_SymbolicLink_IsFollowedInsideTheImage(string link, string target, string path, string? expected)
        => Assert.Equal(expected, _image.Link(link, target).Index.Resolve(path)?.Path);

    [Fact]
    public void Resolve_ParentOfALinkedFolder_IsWhereTheLinkLedTo()
    {
        // The kernel starts /opt/run here; reading /home/run instead would let an image show one file and run another.
        var index = _image.File("/home/run", "harmless").File("/opt/run", "x").Link("/home/link", "/opt/app")
            .Link("/home/start", "link/../run").Index;
        Assert.Equal("/opt/run", index.Resolve("/home/link/../run")?.Path);
        Assert.Equal("/opt/run", index.Resolve("/home/start")?.Path);
    }

    [Fact]
    public void Resolve_LinksInEveryPart_AreAllFollowed()
    {
        var index = _image.Link("/a", "/usr").Link("/usr/b", "bin").Link("/usr/bin/c", "../../opt/d").Link("/opt/d", "app").Index;
        Assert.Equal("/opt/app/run", index.Resolve("/a/b/c/run")?.Path);
    }

    [Fact]
    public void Resolve_TwoLinksToEachOther_IsNull()
    {
        var index = _image.Link("/a", "/b").Link("/b", "a").Index;
        Assert.Null(index.Resolve("/a"));
        Assert.Null(index.Resolve("/b/x"));
    }

    [Theory]
    [InlineData(40, true)]
    [InlineData(41, false)]
    public void Resolve_ChainOfLinks_IsFollowedAsFarAsLinuxDoes(int count, bool isFollowed)
    {
        for (var i = 1; i < count; i++)
        {
            _image.Link($"/l{i}", $"l{i + 1}");
        }

        Assert.Equal(isFollowed, _image.Link($"/l{count}", "/etc/passwd").Index.Resolve("/l1")?.Path == "/etc/passwd");
    }

    [Fact]
    public void Resolve_LinksThatMultiply_EndsSoon()
    {
        for (var i = 0; i < 60; i++)
        {
            _image.Link($"/x{i}", string.Join('/', Enumerable.Repeat($"../x{i + 1}", 500)));
        }

        Assert.Null(_image.Link("/x60", "/").Index.Resolve("/x0"));
    }

    [Theory]
    [InlineData("/opt/hard", "usr/bin/bash", "/opt/hard", "/opt/hard")]
    [InlineData("/opt/hard", "/usr/bin/bash", "/opt/hard", "/opt/hard")]
    [InlineData("/opt/hard", "../usr/bin/bash", "/opt/hard", "/opt/hard")]
    [InlineData("/opt/hard", "bash", "/opt/hard", null)]
    [InlineData("/opt/hard", "", "/opt/hard", null)]
    [InlineData("/opt/hard", "opt/hard", "/opt/hard", null)]
    public void Resolve_HardLink_IsTheFileUnderTheNameThatWasAskedFor(string link, string target, string path, string? expected)
        => Assert.Equal(expected, _image.Link(link, target, isHard: true).Index.Resolve(path)?.Path);

    [Fact]
    public void Find_HardLink_IsTheFileWithAllItsNames()
    {
        var index = _image.Link("/nix/.links/0a", "usr/bin/bash", isHard: true).Link("/bin/hard", "nix/.links/0a", isHard: true).Index;
        var (first, last) = (index.Find("/usr/bin/bash")!, index.Find("/bin/hard")!);

        Assert.Equal(first with { Path = "/bin/hard", SameAs = "/usr/bin/bash" }, last);
        Assert.Null(first.SameAs);
        Assert.Equal(first.Identity, last.Identity);
        Assert.Equal(["/bin/hard", "/usr/bin/bash", "/nix/.links/0a"], index.NamesOf(last));
        Assert.Equal("/usr/bin/bash", index.NamesOf(first).First());
        Assert.Equal(3, index.NamesOf(first).Count());
        Assert.Equal(["/etc/passwd"], index.NamesOf(index.Find("/etc/passwd")!));
    }

    [Fact]
    public void Settle_LinksInACircleOrToNothing_Stay()
    {
        var index = _image.Link("/a", "b", isHard: true).Link("/b", "a", isHard: true).Link("/c", "nothing", isHard: true).Link("/d", "usr/bin", isHard: true).Index;

        Assert.All(["/a", "/b", "/c", "/d"], path => Assert.Equal((ImageEntryKind.HardLink, null), (index.Find(path)!.Kind, index.Resolve(path)?.Path)));
    }

    [Fact]
    public void Find_NameThatLostItsBytes_IsTheFirstThatReadsSo()
    {
        var index = _image.File("/data/caf\uF7E9", "x").File("/data/caf\uF7E8", "x").File("/data/na\uF7EFve\uF7E9", "x").Index;

        Assert.Equal("/data/caf\uF7E8", index.Resolve("/data/caf\uFFFD")?.Path);
        Assert.Equal("/data/caf\uF7E9", index.Resolve("/data/caf\uF7E9")?.Path);
        Assert.Equal("/data/na\uF7EFve\uF7E9", index.Resolve("/data/na\uFFFD\uFFFDve\uFFFD")?.Path);
        Assert.Null(index.Resolve("/data/caf\uFFFDx"));
    }

    [Fact]
    public void Resolve_HardLinkToASymbolicLink_CountsFromItsOwnFolder()
    {
        var index = _image.File("/srv/run", "harmless").Link("/srv/link", "run").Link("/opt/app/hard", "srv/link", isHard: true).Index;
        Assert.Equal("/opt/app/run", index.Resolve("/opt/app/hard")?.Path);
        Assert.Equal("/srv/run", index.Resolve("/srv/link")?.Path);
    }

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    public void Resolve_PathOrTarget_IsBounded(int length, bool isFollowed)
    {
        var path = "/etc/passwd".PadLeft(length, '/');
        Assert.Equal(isFollowed, _image.Index.Resolve(path) is not null);
        Assert.Equal(isFollowed, _image.Link("/link", path).Index.Resolve("/link") is not null);
        Assert.Equal(isFollowed, _image.Link("/hard", path, isHard: true).Index.Resolve("/hard") is not null);
    }

    [Fact]
    public void Resolve_LinkWithoutTarget_LeadsNowhere()
    {
        var index = new ImageFileIndex(
            new Dictionary<string, ImageEntry> { ["/l"] = new("/l", ImageEntryKind.SymbolicLink, 0, 0, 0, 0), ["/h"] = new("/h", ImageEntryKind.HardLink, 0, 0, 0, 0) }, null);
        Assert.Null(index.Resolve("/l"));
        Assert.Null(index.Resolve("/h"));
        Assert.Null(index.Resolve("/"));
    }

    [Fact]
    public void Find_Link_IsTheLinkItself()
    {
        var index = _image.Link("/bin", "usr/bin").Index;
        Assert.Equal(ImageEntryKind.SymbolicLink, index.Find("/bin")?.Kind);
        Assert.Null(index.Find("/bin/bash"));
        Assert.Null(index.Find("bin"));
    }
}
