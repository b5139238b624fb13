using DockerScan.Registry.Auth;

namespace DockerScan.Registry.Tests.Auth;

public sealed class ChallengeParserTests
{
    [Fact]
    public void Parse_DockerHub_KeepsTheScopesComma()
    {
        var challenge = Assert.Single(ChallengeParser.Parse(
            "Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\",scope=\"repository:library/alpine:pull,push\",error=\"insufficient_scope\""));

        Assert.Equal("bearer", challenge.Scheme);
        Assert.Equal(4, challenge.Parameters.Count);
        Assert.Equal("https://auth.docker.io/token", challenge.Find("realm"));
        Assert.Equal("repository:library/alpine:pull,push", challenge.Find("scope"));
    }

    [Fact]
    public void Parse_OddCaseAndUnquoted_IsRead()
    {
        var challenge = Assert.Single(ChallengeParser.Parse("bearer Realm=\"https://a/t\", Service=x"));

        Assert.Equal(("bearer", "https://a/t", "x"), (challenge.Scheme, challenge.Find("realm"), challenge.Find("service")));
    }

    [Fact]
    public void Parse_TwoInOneLine_AreBoth()
    {
        var challenges = ChallengeParser.Parse("Basic realm=\"Registry\", Bearer realm=\"https://a/t\",service=\"s\"");

        Assert.Equal(["basic", "bearer"], challenges.Select(challenge => challenge.Scheme));
        Assert.Equal("Registry", challenges[0].Find("realm"));
        Assert.Equal("s", challenges[1].Find("service"));
    }

    [Fact]
    public void Parse_EscapedQuote_StaysInTheValue()
        => Assert.Equal("a \"b\" \\c", Assert.Single(ChallengeParser.Parse("Basic realm=\"a \\\"b\\\" \\\\c\"")).Find("realm"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" , ,, ")]
    public void Parse_Nothing_IsEmpty(string? value) => Assert.Empty(ChallengeParser.Parse(value));

    [Theory]
    [InlineData("Bearer realm=\"never closed")]
    [InlineData("Bearer realm=")]
    [InlineData("Bearer =,=\"\",\\")]
    [InlineData("\"\"\"\"")]
    [InlineData("Negotiate oYIBpDCCAaCgAwoBAKEL==")]
    public void Parse_Garbage_DoesNotThrowOrHang(string value) => Assert.InRange(ChallengeParser.Parse(value).Count, 0, 8);

    [Fact]
    public void Parse_Huge_IsBounded()
    {
        Assert.Empty(ChallengeParser.Parse("Bearer realm=\"" + new string('x', 100_000) + "\""));
        Assert.InRange(ChallengeParser.Parse(string.Join(", ", Enumerable.Repeat("Basic realm=\"x\"", 300))).Count, 1, 8);
    }
}
