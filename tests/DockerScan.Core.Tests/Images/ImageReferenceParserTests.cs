using System.Text.RegularExpressions;
using DockerScan.Core.Images;
using DockerScan.Core.Words;

namespace DockerScan.Core.Tests.Images;

public sealed partial class ImageReferenceParserTests
{
    private const string Hex64 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Sha256 = "sha256:" + Hex64;
    private const string Sha512 = "sha512:" + Hex64 + Hex64;
    private const string Example = "; type for example redis:7";

    [Theory]
    // Docker Hub is meant when no registry is named; one-word names are official.
    [InlineData("redis", "docker.io", "library/redis", "latest")]
    [InlineData("redis:7", "docker.io", "library/redis", "7")]
    [InlineData("bitnami/redis", "docker.io", "bitnami/redis", "latest")]
    [InlineData("a/b/c:1", "docker.io", "a/b/c", "1")]
    [InlineData("docker.io/redis", "docker.io", "library/redis", "latest")]
    [InlineData("docker.io/library/redis:7", "docker.io", "library/redis", "7")]
    [InlineData("docker.io/bitnami/redis:7", "docker.io", "bitnami/redis", "7")]
    [InlineData("index.docker.io/redis", "docker.io", "library/redis", "latest")]
    [InlineData("index.docker.io/bitnami/redis", "docker.io", "bitnami/redis", "latest")]
    [InlineData("registry-1.docker.io/library/redis", "docker.io", "library/redis", "latest")]
    [InlineData("registry.hub.docker.com/library/redis:7", "docker.io", "library/redis", "7")]
    [InlineData("registry.hub.docker.com/redis", "docker.io", "library/redis", "latest")]
    [InlineData("hub.docker.com/bitnami/redis", "docker.io", "bitnami/redis", "latest")]
    [InlineData("registry-1.docker.io.evil.example/redis", "registry-1.docker.io.evil.example", "redis", "latest")]
    // Addresses of its pages.
    [InlineData("https://hub.docker.com/_/redis", "docker.io", "library/redis", "latest")]
    [InlineData("https://hub.docker.com/_/redis/tags?page=1&name=7", "docker.io", "library/redis", "latest")]
    [InlineData("hub.docker.com/_/redis:7", "docker.io", "library/redis", "7")]
    [InlineData("https://hub.docker.com/r/bitnami/redis", "docker.io", "bitnami/redis", "latest")]
    [InlineData("https://hub.docker.com/r/bitnami/redis/", "docker.io", "bitnami/redis", "latest")]
    [InlineData("http://hub.docker.com/r/bitnami/redis/tags#x", "docker.io", "bitnami/redis", "latest")]
    [InlineData("https://hub.docker.com/repository/docker/acme/api/general", "docker.io", "acme/api", "latest")]
    [InlineData("https://hub.docker.com/layers/library/redis/7.2/images/sha256-0123", "docker.io", "library/redis", "7.2")]
    // Other tools' prefixes; without a second name they are images.
    [InlineData("docker://redis:7", "docker.io", "library/redis", "7")]
    [InlineData("docker://ghcr.io/acme/api", "ghcr.io", "acme/api", "latest")]
    [InlineData("docker-daemon:redis:7", "docker.io", "library/redis", "7")]
    [InlineData("docker-daemon:redis", "docker.io", "library/redis", "latest")]
    [InlineData("docker:redis:7", "docker.io", "library/redis", "7")]
    [InlineData("registry:acme/api:1", "docker.io", "acme/api", "1")]
    [InlineData("docker:27", "docker.io", "library/docker", "27")]
    [InlineData("docker:27-dind", "docker.io", "library/docker", "27-dind")]
    [InlineData("registry:2", "docker.io", "library/registry", "2")]
    // The first component is a registry with a dot, a colon or a capital, or when it is localhost; nowhere else is library added.
    [InlineData("ghcr.io/redis", "ghcr.io", "redis", "latest")]
    [InlineData("ghcr.io/acme/api:v1.2", "ghcr.io", "acme/api", "v1.2")]
    [InlineData("localhost/redis", "localhost", "redis", "latest")]
    [InlineData("localhost:5000/redis", "localhost:5000", "redis", "latest")]
    [InlineData("localhost:5000/acme/redis:7", "localhost:5000", "acme/redis", "7")]
    [InlineData("registry:5000/redis", "registry:5000", "redis", "latest")]
    [InlineData("Registry/redis", "Registry", "redis", "latest")]
    [InlineData("DOCKER.IO/redis", "docker.io", "library/redis", "latest")]
    [InlineData("10.0.0.1:5000/redis:7", "10.0.0.1:5000", "redis", "7")]
    [InlineData("[::1]/redis", "[::1]", "redis", "latest")]
    [InlineData("[2001:db8::1]:5000/redis:7", "[2001:db8::1]:5000", "redis", "7")]
    [InlineData("xn--bcher-kva.example/redis", "xn--bcher-kva.example", "redis", "latest")]
    [InlineData("my-host.example/redis", "my-host.example", "redis", "latest")]
    // One word with a colon is name and tag, never host and port.
    [InlineData("localhost", "docker.io", "library/localhost", "latest")]
    [InlineData("localhost:5000", "docker.io", "library/localhost", "5000")]
    [InlineData("myregistry/redis", "docker.io", "myregistry/redis", "latest")]
    // Separators inside a component: one dot, one or two underscores, any number of dashes.
    [InlineData("a.b", "docker.io", "library/a.b", "latest")]
    [InlineData("a_b", "docker.io", "library/a_b", "latest")]
    [InlineData("a__b", "docker.io", "library/a__b", "latest")]
    [InlineData("a-b---c", "docker.io", "library/a-b---c", "latest")]
    [InlineData("0/1", "docker.io", "0/1", "latest")]
    // Tags.
    [InlineData("redis:_A.b-C", "docker.io", "library/redis", "_A.b-C")]
    [InlineData("redis:7.2.4-alpine3.19", "docker.io", "library/redis", "7.2.4-alpine3.19")]
    public void TryParse_Name_IsNormalisedAsDockerDoes(string text, string registry, string path, string tag)
    {
        Assert.True(ImageReference.TryParse(text, out var reference, out var problem));
        Assert.Null(problem);
        Assert.Equal(registry, reference.Registry);
        Assert.Equal(path, reference.Path);
        Assert.Equal(tag, reference.Tag);
        Assert.Null(reference.Digest);
        Assert.Equal($"{registry}/{path}", reference.Repository);
        Assert.Equal($"{registry}/{path}:{tag}", reference.ToString());
    }

    [Theory]
    [InlineData("redis@" + Sha256, "docker.io/library/redis", null, Sha256)]
    [InlineData("redis@" + Sha512, "docker.io/library/redis", null, Sha512)]
    [InlineData("redis:7@" + Sha256, "docker.io/library/redis", "7", Sha256)]
    [InlineData("localhost:5000/redis@" + Sha256, "localhost:5000/redis", null, Sha256)]
    [InlineData("localhost:5000/redis:7@" + Sha256, "localhost:5000/redis", "7", Sha256)]
    public void TryParse_Digest_IsKeptAndImpliesNoTag(string text, string repository, string? tag, string digest)
    {
        Assert.True(ImageReference.TryParse(text, out var reference, out _));
        Assert.Equal(repository, reference.Repository);
        Assert.Equal(tag, reference.Tag);
        Assert.Equal(digest, reference.Digest?.Value);
        Assert.Equal(repository + (tag is null ? "" : ":" + tag) + "@" + digest, reference.ToString());
    }

    [Theory]
    [InlineData("redis@")]
    [InlineData("redis@sha256:")]
    [InlineData("redis@" + Hex64)]
    [InlineData("redis@sha256:0123456789abcdef")]
    [InlineData("redis@sha256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("redis@sha512:" + Hex64)]
    [InlineData("redis@md5:0123456789abcdef0123456789abcdef")]
    [InlineData("redis@" + Sha256 + "0")]
    [InlineData("redis@" + Sha256 + "@" + Sha256)]
    [InlineData("redis@" + Sha256 + ":7")]
    [InlineData("redis@7")]
    public void TryParse_BadDigest_IsRefused(string text)
        => AssertRefused(text, "the digest must be sha256: and 64 lower-case hex digits (or sha512: and 128)");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\t\r\n")]
    public void TryParse_Nothing_AsksForAnImage(string? text) => AssertRefused(text, "no image given; type for example redis:7");

    [Theory]
    [InlineData(" redis")]
    [InlineData("redis ")]
    [InlineData("redis 7")]
    [InlineData("redis\t7")]
    [InlineData("redis:7\n")]
    [InlineData("redis\r")]
    public void TryParse_WhiteSpace_IsRefused(string text) => AssertRefused(text, "an image reference holds no white space");

    [Theory]
    [InlineData("bücher.example/redis")]
    [InlineData("rеdis")] // a Cyrillic е
    [InlineData("redis:７")] // a full-width 7
    [InlineData("redis\u202e")]
    [InlineData("redis\u0080")]
    [InlineData("redis\uffff")]
    [InlineData("redis:🐳")]
    public void TryParse_NotAscii_IsRefused(string text)
        => AssertRefused(text, "an image reference has ASCII characters only (internationalised host names are refused; write the punycode form if you mean it)");

    [Theory]
    [InlineData("https://ghcr.io/acme/api:1", "; did you mean ghcr.io/acme/api:1?")]
    [InlineData("://redis", "; did you mean redis?")]
    // Nothing is suggested that would be refused in its turn.
    [InlineData("https://", Example)]
    [InlineData("https://hub.docker.com/search?q=redis", Example)]
    [InlineData("https://hub.docker.com.evil.example/_/redis", Example)]
    [InlineData("https://redis; rm -rf /", Example)]
    [InlineData("a://b://redis", Example)]
    [InlineData("https://user:password@host.example/redis", Example)]
    public void TryParse_Scheme_IsRefusedWithSuggestion(string text, string next)
        => AssertRefused(text, "an image reference has no scheme" + next);

    [Theory]
    [InlineData("Redis", "; did you mean redis?")]
    [InlineData("REDIS:7-Alpine", "; did you mean redis:7-Alpine?")]
    [InlineData("bitnami/Redis:7", "; did you mean bitnami/redis:7?")]
    [InlineData("GHCR.io/Acme/api", "; did you mean ghcr.io/acme/api?")]
    [InlineData("ghcr.io/acme/API@" + Sha256, "; did you mean ghcr.io/acme/api@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456…?")]
    [InlineData("Redis:", Example)]
    [InlineData("Redis$(id)", Example)]
    public void TryParse_UppercaseName_IsRefusedWithSuggestion(string text, string next)
        => AssertRefused(text, "the repository name must be lowercase" + next);

    [Theory]
    [InlineData(Hex64, Hex64, "sha256:" + Hex64)]
    [InlineData("sha256:" + Hex64, Hex64, "sha256:" + Hex64)]
    [InlineData("0123456789ab", "0123456789ab", "0123456789ab")]
    [InlineData("sha256:0123456789ab", "0123456789ab", "0123456789ab")]
    [InlineData("docker-daemon:0123456789ab", "0123456789ab", "0123456789ab")]
    public void TryParse_WhatCanBeAnImageId_IsOne(string text, string id, string familiar)
    {
        var reference = ImageReference.Parse(text);

        Assert.Equal((id, familiar, id.Length == 64), (reference.ImageId, reference.Familiar, reference.IsWholeId));
        // As it is stored and read again.
        Assert.Equal(reference, ImageReference.Parse(reference.ToString()));
        Assert.Equal(reference, ImageReference.Parse(reference.Familiar));
    }

    [Theory]
    [InlineData("0123456789a")] // 11
    [InlineData("0123456789abg")]
    [InlineData("0123456789ab:7")]
    [InlineData("acme/0123456789ab")]
    [InlineData("ghcr.io/0123456789ab")]
    [InlineData("0123456789ab@" + Sha256)]
    [InlineData("redis:0123456789ab")]
    [InlineData("sha256:0123456789a")]
    [InlineData("redis:7")]
    public void ImageId_AnyOtherName_IsNull(string text) => Assert.Null(ImageReference.Parse(text).ImageId);

    [Fact]
    public void TryParse_ImageIdWithATag_IsRefused()
        => AssertRefused(Hex64 + ":7", $"64 hex digits are an image id, which has no tag and no digest; did you mean {Hex64}?");

    [Theory]
    [InlineData("docker-archive:/tmp/a.tar", "docker-archive:")]
    [InlineData("oci:./layout:latest", "oci:")]
    [InlineData("dir:/tmp/a", "dir:")]
    public void TryParse_ImageInFiles_SaysWhatToDo(string text, string prefix)
        => AssertRefused(text, prefix + " names an image in files, and only images of the engine or a registry are scanned; load it with docker load, then type its name");

    [Theory]
    [InlineData("redis:", "")]
    [InlineData("redis:.7", ".7")]
    [InlineData("redis:-7", "-7")]
    [InlineData("redis:a$b", "a$b")]
    [InlineData("redis:7\0", "7\ufffd")]
    [InlineData("redis:7\u007f", "7\ufffd")]
    [InlineData("redis:7\v", "7\ufffd")]
    [InlineData("redis:\u001b[31m", "\ufffd[31m")]
    [InlineData("localhost:5000/redis:a+b", "a+b")]
    public void TryParse_BadTag_IsRefusedAndShownClean(string text, string shown)
        => AssertRefused(text, $"'{shown}' is not a tag; tags are up to 128 letters, digits, _ . and -, not beginning with . or -");

    [Theory]
    [InlineData("/redis")]
    [InlineData("redis/")]
    [InlineData("a//b")]
    [InlineData("docker.io/")]
    [InlineData("-redis")]
    [InlineData("--privileged")]
    [InlineData("redis-")]
    [InlineData(".redis")]
    [InlineData("redis.")]
    [InlineData("_redis")]
    [InlineData("a..b")]
    [InlineData("a___b")]
    [InlineData("a._b")]
    [InlineData("..")]
    [InlineData("../etc/passwd", "..")]
    [InlineData("acme/../redis")]
    [InlineData("redis;id")]
    [InlineData("redis$(id)")]
    [InlineData("redis`id`")]
    [InlineData("redis|id")]
    [InlineData("redis&x=1")]
    [InlineData("redis?x")]
    [InlineData("redis#x")]
    [InlineData("redis%2fx")]
    [InlineData("redis\\x")]
    [InlineData("redis'x")]
    [InlineData("redis*")]
    [InlineData("<script>")]
    public void TryParse_BadName_IsRefused(string text, string? registry = null)
        => AssertRefused(text, registry is not null
            ? $"'{registry}' is not a registry host name"
            : $"'{text}' is not an image name; names are lowercase letters and digits, joined by . _ __ - or /, for example library/redis:7");

    [Theory]
    [InlineData("@" + Sha256)]
    [InlineData(":7")]
    public void TryParse_NoName_IsRefused(string text)
        => AssertRefused(text, "'' is not an image name; names are lowercase letters and digits, joined by . _ __ - or /, for example library/redis:7");

    [Fact]
    public void TryParse_ControlCharactersInName_AreNotShown()
        => AssertRefused("re\0dis\u001b", "'re\ufffddis\ufffd' is not an image name; names are lowercase letters and digits, joined by . _ __ - or /, for example library/redis:7");

    [Theory]
    [InlineData("-host.example/redis", "-host.example")]
    [InlineData("host-.example/redis", "host-.example")]
    [InlineData("host.example./redis", "host.example.")]
    [InlineData(".example/redis", ".example")]
    [InlineData("a..b/redis", "a..b")]
    [InlineData("my_host.example/redis", "my_host.example")]
    [InlineData("host.example:/redis", "host.example:")]
    [InlineData("host.example:port/redis", "host.example:port")]
    [InlineData("host:1:2/redis", "host:1:2")]
    [InlineData("redis:7.2/x", "redis:7.2")]
    [InlineData("[::1/redis", "[::1")]
    [InlineData("[fe80::1%25eth0]/redis", "[fe80::1%25eth0]")]
    [InlineData("::1/redis", "::1")]
    [InlineData("host.example:5000\u0001/redis", "host.example:5000\ufffd")]
    public void TryParse_BadHost_IsRefused(string text, string registry) => AssertRefused(text, $"'{registry}' is not a registry host name");

    [Fact]
    public void TryParse_UserInfoBeforeTheHost_IsNoWayToAnotherHost()
        => AssertRefused("docker.io@evil.example/redis", "the digest must be sha256: and 64 lower-case hex digits (or sha512: and 128)");

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void TryParse_TagLength_IsBounded(int length, bool isAllowed)
        => Assert.Equal(isAllowed, ImageReference.TryParse("redis:" + new string('t', length), out _, out _));

    [Fact]
    public void TryParse_PathOf255_IsAllowed()
    {
        var path = "acme/" + new string('p', 250);
        Assert.Equal(path, ImageReference.Parse("ghcr.io/" + path + ":1").Path);
    }

    [Theory]
    [InlineData("ghcr.io/acme/", 251)]
    [InlineData("acme/", 251)]
    [InlineData("", 248)] // library/ counts
    public void TryParse_PathOf256_IsRefused(string prefix, int length)
        => AssertRefused(prefix + new string('p', length), "the repository path has 256 characters; at most 255 are allowed");

    [Fact]
    public void TryParse_WholeLength_IsBoundedBeforeAnythingElse()
    {
        AssertRefused(new string('r', 520), "the repository path has 528 characters; at most 255 are allowed");
        AssertRefused(new string('r', 521), "the image reference has 521 characters; at most 520 are allowed");
        AssertRefused(new string('é', 521), "the image reference has 521 characters; at most 520 are allowed");
        AssertRefused(new string('r', 10_000_000), "the image reference has 10000000 characters; at most 520 are allowed");
    }

    [Fact]
    public void TryParse_ManySchemes_EndsSoon()
        => AssertRefused(string.Concat(Enumerable.Repeat("://", 173)), "an image reference has no scheme" + Example);

    [Fact]
    public void TryParse_LongBadName_IsCutInTheMessage()
        => AssertRefused("-" + new string('a', 100), $"'-{new string('a', 78)}…' is not an image name; names are lowercase letters and digits, joined by . _ __ - or /, for example library/redis:7");

    // The short ways around the patterns take nothing else than the patterns do.
    [Fact]
    public void TryParse_EveryShortPathAndTag_IsTakenAsTheGrammarTakesIt()
    {
        foreach (var text in Texts("a0-_./", 5))
        {
            Assert.True(RepositoryPath().IsMatch(text) == ImageReference.TryParse("r.example/" + text, out _, out _), text);
        }

        foreach (var text in Texts("aZ0_.-", 3).Concat(Texts("a.", 1).Select(end => new string('t', 127) + end)).Append(new string('t', 129)))
        {
            Assert.True(Tag().IsMatch(text) == ImageReference.TryParse("redis:" + text, out _, out _), text);
        }
    }

    private static IEnumerable<string> Texts(string characters, int length)
        => length == 1 ? characters.Select(each => each.ToString()) : Texts(characters, length - 1).SelectMany(begin => characters.Select(end => begin + end).Prepend(begin)).Distinct();

    private static void AssertRefused(string? text, string expected)
    {
        Assert.False(ImageReference.TryParse(text, out var reference, out var problem));
        Assert.Null(reference);
        Assert.Equal(expected, ReferenceWords.Of(problem, ReportLanguage.English));
    }

    [GeneratedRegex(@"\A[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex RepositoryPath();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
