using DockerScan.Scanners.Patterns;

namespace DockerScan.Scanners.Tests.Patterns;

/// <summary>Hostile text cannot make a pattern slow, and the two engines agree.</summary>
public sealed class LinePatternTests
{
    [Fact]
    public void IsMatch_OrdinaryText_StaysWithTheOrdinaryEngine()
    {
        var pattern = new LinePattern(@"\bcurl\b.*\|\s*sh\b");

        Assert.True(pattern.IsMatch("curl https://example.com | sh"));
        Assert.False(pattern.IsMatch("curl https://example.com"));
        Assert.False(pattern.IsLinear);
    }

    [Fact]
    public void IsMatch_CatastrophicText_IsAnsweredByTheLinearEngine()
    {
        var pattern = new LinePattern(@"^(?:\w+\s?)+:\w");

        Assert.False(pattern.IsMatch(new string('a', 4_000) + ":!"));
        Assert.True(pattern.IsLinear);
        Assert.True(pattern.IsMatch(new string('a', 4_000) + ":a"));
    }

    [Theory]
    [InlineData("(?=x)")]
    [InlineData("(?!x)")]
    [InlineData("(?<=x)y")]
    [InlineData("(?<!x)y")]
    [InlineData("(?>x)")]
    [InlineData("(x)\\1")]
    [InlineData("(?<n>x)\\k<n>")]
    [InlineData("(x)?(?(1)y|z)")]
    [InlineData("\\\\(?=x)")]
    public void New_WhatTheLinearEngineCannot_IsRefusedAtOnce(string pattern)
        => Assert.Throws<NotSupportedException>(() => new LinePattern(pattern));

    [Theory]
    [InlineData("(?:x)", "x")]
    [InlineData("(?i)X", "x")]
    [InlineData("(?<name>x)", "x")]
    [InlineData("\\(\\?=x", "(?=x")]
    [InlineData("\\\\1", "\\1")]
    public void New_WhatItCan_IsTaken(string pattern, string text)
    {
        var line = new LinePattern(pattern);

        Assert.True(line.IsMatch(text));
        Assert.True(line.IsLinearMatch(text));
    }
}
