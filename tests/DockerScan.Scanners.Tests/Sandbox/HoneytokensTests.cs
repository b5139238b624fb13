using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DockerScan.Core.Images;
using DockerScan.Scanners.Sandbox;
using DockerScan.Scanners.Tests.Sandbox.Support;
using DockerScan.Scanners.Tests.Trivy.Support;
using DockerScan.TestKit.Content;

namespace DockerScan.Scanners.Tests.Sandbox;

/// <summary>Honeytokens are new for each run, lie where the process looks, and never replace a file of the image.</summary>
public sealed class HoneytokensTests
{
    private static readonly DateTimeOffset Now = new(2025, 11, 30, 12, 0, 0, TimeSpan.Zero);
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
        Assert.All(tokens.Metadata.Values, secret => Assert.Single(tokens.Tokens.Values, each => secret.Contains(each, StringComparison.Ordinal)));
    }

    [Fact]
    public void Make_AwsKeys_PassAFormatCheckAndNameOneAccount()
    {
        var tokens = Make();
        var file = Text(tokens, ".aws/credentials");
        var id = file.Split('\n')[1]["aws_access_key_id = ".Length..];

        Assert.Matches("^AKIA[A-Z2-7]{16}$", id);
        Assert.Matches("^ASIA[A-Z2-7]{16}$", tokens.Metadata["awsAccessKeyId"]);
        Assert.InRange(Account(id), 100_000_000_000, 999_999_999_999);
        Assert.Equal(Account(id), Account(tokens.Metadata["awsAccessKeyId"]));
        Assert.Matches("aws_secret_access_key = [A-Za-z0-9/+]{40}\n", file);
        Assert.Matches("^[A-Za-z0-9/+]{40}$", tokens.Metadata["awsSecretAccessKey"]);
        Assert.True(Convert.FromBase64String(tokens.Metadata["awsToken"]).Length > 500);
    }

    [Fact]
    public void Make_PrivateKey_IsOneThatSigns()
    {
        var text = Text(Make(), ".ssh/id_rsa");
        using var key = RSA.Create();
        key.ImportFromPem(text);
        byte[] data = [1, 2, 3];

        Assert.StartsWith("-----BEGIN RSA PRIVATE KEY-----\n", text, StringComparison.Ordinal);
        Assert.EndsWith("-----END RSA PRIVATE KEY-----\n", text, StringComparison.Ordinal);
        Assert.True(key.VerifyData(data, key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public void Make_AzureToken_IsAWebTokenOfToday()
    {
        var parts = Make().Metadata["azureToken"].Split('.');
        using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));

        Assert.Equal("RS256", header.RootElement.GetProperty("alg").GetString());
        Assert.InRange(Now.ToUnixTimeSeconds(), payload.RootElement.GetProperty("nbf").GetInt64(), payload.RootElement.GetProperty("exp").GetInt64());
        Assert.Equal(256, Base64Url.DecodeFromChars(parts[2]).Length);
    }

    [Theory]
    [InlineData("2025-06-01T10:00:00Z")]
    [InlineData("1980-01-01T00:00:01Z")]
    [InlineData("2038-01-01T00:00:00Z")]
    [InlineData(null)]
    public void Make_Files_AreOlderThanTheRun(string? made)
    {
        DateTimeOffset? at = made is null ? null : DateTimeOffset.Parse(made, CultureInfo.InvariantCulture);

        Assert.All(Make(made: at).Files, file => Assert.True(file.ModifiedAt < Now.AddMinutes(-5) && file.ModifiedAt > Now.AddYears(-1)));
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

    private static string Text(Honeytokens tokens, string path) => Encoding.UTF8.GetString(tokens.Files.Single(file => file.Path.EndsWith(path, StringComparison.Ordinal)).Content.Span);

    // As those who study the ids read it: base32, the first six bytes, without the first bit and the last seven.
    private static long Account(string id)
    {
        var bits = id[4..].Aggregate(BigInteger.Zero, (sum, letter) => (sum << 5) | (letter >= 'A' ? letter - 'A' : letter - '2' + 26));
        return (long)(((bits >> 32) & 0x7FFF_FFFF_FF80) >> 7);
    }

    private Honeytokens Make(string home = "/root", string folder = "/app", int uid = 0, Func<string, bool>? isTaken = null, DateTimeOffset? made = null)
        => Honeytokens.Make(_ids.NewId, SecretForms.PrivateKey, home, folder, uid, made, Now, isTaken ?? (_ => false));
}
