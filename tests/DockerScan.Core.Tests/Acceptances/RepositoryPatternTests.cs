using System.Diagnostics;
using DockerScan.Core.Acceptances;

namespace DockerScan.Core.Tests.Acceptances;

public sealed class RepositoryPatternTests
{
    [Theory]
    [InlineData("docker.io/library/redis", "docker.io/library/redis", true)]
    [InlineData("redis", "docker.io/library/redis", true)]
    [InlineData("library/redis", "docker.io/library/redis", true)]
    [InlineData("re*", "docker.io/library/redis", true)]
    [InlineData("re*", "docker.io/acme/redis", false)]
    [InlineData("acme/*", "docker.io/acme/redis", true)]
    [InlineData("acme/*", "ghcr.io/acme/redis", false)]
    [InlineData("ghcr.io/acme/*", "ghcr.io/acme/app", true)]
    [InlineData("ghcr.io/acme/*", "ghcr.io/acme/team/app", false)]
    [InlineData("ghcr.io/acme/**", "ghcr.io/acme/team/app", true)]
    [InlineData("ghcr.io/acme/*", "ghcr.io/acmex/app", false)]
    [InlineData("ghcr.io/acme/**/app", "ghcr.io/acme/team/sub/app", true)]
    [InlineData("ghcr.io/acme/**/app", "ghcr.io/acme/app", false)]
    [InlineData("**", "localhost:5000/anything/at/all", true)]
    [InlineData("*", "docker.io/library/redis", true)]
    [InlineData("*", "ghcr.io/acme/app", false)]
    [InlineData("r?dis", "docker.io/library/redis", true)]
    [InlineData("acme?app", "docker.io/acme/app", false)]
    [InlineData("REDIS", "docker.io/library/redis", false)]
    [InlineData("", "docker.io/library/redis", false)]
    [InlineData("ghcr.io/acme/app*", "ghcr.io/acme/app", true)]
    [InlineData("ghcr.io/acme/app?", "ghcr.io/acme/app", false)]
    public void Matches_NamesAndPatterns_MeanWhatTheySay(string pattern, string repository, bool isMeant)
        => Assert.Equal(isMeant, RepositoryPattern.Matches(pattern, repository));

    /// <summary>Patterns that make a backtracking matcher run for years.</summary>
    [Fact]
    public void Matches_HostilePattern_EndsAtOnce()
    {
        var pattern = string.Concat(Enumerable.Repeat("a*", RepositoryPattern.MaxLength / 2)) + "b";
        var since = Stopwatch.GetTimestamp();

        Assert.False(RepositoryPattern.Matches(pattern, "docker.io/library/" + new string('a', 230)));

        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Matches_NameThatIsTooLong_IsNotMeant() => Assert.False(RepositoryPattern.Matches("**", new string('a', 5_000)));

    [Theory]
    [InlineData("ghcr.io/acme/*", true)]
    [InlineData("localhost:5000/x", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("a b", false)]
    [InlineData("redis\u202e", false)]
    [InlineData("[a-z]", false)]
    [InlineData("redis\n", false)]
    public void IsValid_Text_IsANameOrAPattern(string? text, bool isOne) => Assert.Equal(isOne, RepositoryPattern.IsValid(text));

    [Fact]
    public void IsValid_TooLong_IsNone() => Assert.False(RepositoryPattern.IsValid(new string('a', RepositoryPattern.MaxLength + 1)));
}
