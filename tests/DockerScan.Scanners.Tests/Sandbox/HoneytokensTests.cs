using System.Text;
using DockerScan.Core.Images;
using DockerScan.Scanners.Sandbox;
using DockerScan.Scanners.Tests.Sandbox.Support;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.TestKit.Content;

namespace DockerScan.Scanners.Tests.Sandbox;

/// <summary>Honeytokens are new for each run, lie where the process looks, and never replace a file of the image.</summary>
public sealed class HoneytokensTests
{
    private readonly TestIds _ids = new();

    [Fact]
    public void Make_Twice_NoSecretIsTheSame()
    {
        var one = Make();
        var other = Make();

        Assert.Equal(8, one.Tokens.Count);
        Assert.Empty(one.Tokens.Values.Intersect(other.Tokens.Values, StringComparer.Ordinal));
    }

    [Fact]
    public void Make_Once_EachSecretIsItsOwn()
    {
        var tokens = Make().Tokens.Values.ToList();

        Assert.Equal(tokens.Count, tokens.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Make_HomeAndFolder_PlantsThere()
        => Assert.Equal(["/home/node/.aws/credentials", "/home/node/.ssh/id_rsa", "/app/.env"], Make("/home/node", "/app/").Files.Select(file => file.Path));

    [Fact]
    public void Make_RootFolderAsHome_PathsHaveOneSlash()
        => Assert.Equal(["/.aws/credentials", "/.ssh/id_rsa", "/.env"], Make("/", "/").Files.Select(file => file.Path));

    [Fact]
    public void Make_Files_HoldTheTokenThatTheyAreSaidToHold()
    {
        var tokens = Make();

        Assert.Equal(3, tokens.FileTokens.Count);
        Assert.All(tokens.Files, file => Assert.Contains(tokens.Tokens[tokens.FileTokens[file.Path]], Encoding.UTF8.GetString(file.Content.Span), StringComparison.Ordinal));
    }

    [Fact]
    public void Make_Files_BelongToTheUserAlone()
        => Assert.All(Make(uid: 1000).Files, file => Assert.Equal((1000, 0b110_000_000), (file.Uid, file.Mode)));

    [Fact]
    public void Make_PathOfTheImage_IsLeftAlone()
    {
        var tokens = Make(isTaken: path => path == "/root/.ssh/id_rsa");

        Assert.DoesNotContain("/root/.ssh/id_rsa", tokens.Files.Select(file => file.Path));
        Assert.DoesNotContain("/root/.ssh/id_rsa", tokens.FileTokens.Keys);
    }

    [Fact]
    public void Make_Metadata_IsWatchedForToo()
    {
        var tokens = Make();

        Assert.Equal(5, tokens.Metadata.Count);
        Assert.All(tokens.Metadata.Values, secret => Assert.Contains(secret, tokens.Tokens.Values));
    }

    [Theory]
    [InlineData(null, null, "/.aws/credentials")]
    [InlineData("root:x:0:0::/root:/bin/sh", null, "/root/.aws/credentials")]
    [InlineData("root:x:0:0::/var/root:/bin/sh", null, "/var/root/.aws/credentials")]
    [InlineData("root:x:0:0::/root:/bin/sh", "HOME=/data", "/data/.aws/credentials")]
    public async Task ScanAsync_HomeOfTheImage_PlantsThere(string? passwd, string? home, string path)
    {
        using var bed = new SandboxBed();
        var content = passwd is null ? new FakeImageContent() : new FakeImageContent().File("/etc/passwd", passwd);

        await bed.ScanAsync(configuration: new ImageConfiguration { Command = ["/x"], Environment = home is null ? [] : [home] }, content: content);

        Assert.Contains(path, bed.Engine.Specs[^1].Files.Select(file => file.Path));
    }

    private Honeytokens Make(string home = "/root", string folder = "/app", int uid = 0, Func<string, bool>? isTaken = null)
        => Honeytokens.Make(_ids.NewId, home, folder, uid, isTaken ?? (_ => false));
}
