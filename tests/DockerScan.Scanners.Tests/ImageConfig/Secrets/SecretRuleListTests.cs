using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Scanners.ImageConfig.Secrets;

namespace DockerScan.Scanners.Tests.ImageConfig.Secrets;

/// <summary>The rule against 120 planted secrets and 200 honest lines that were written before it.</summary>
public sealed class SecretRuleListTests
{
    [Fact]
    public void Look_PlantedSecrets_FindsNearlyAll()
    {
        Assert.Equal(120, SecretLists.Planted.Count);
        Assert.Equal(12, SecretLists.Planted.Select(each => each.Shape).Distinct().Count());

        var missed = SecretLists.Planted.Where(each => Found(SecretLists.With(each.Place, each.Text)).Count == 0).Select(each => $"{each.Shape}: {each.Text}").ToList();

        // At the first run it was 118 of 120: the kind of a HEALTHCHECK ("CMD-SHELL") was taken for the program. 95 % is what is promised.
        Assert.Empty(missed);
    }

    [Fact]
    public void Look_HonestLines_IsQuiet()
    {
        Assert.Equal(200, SecretLists.Honest.Count);

        var wrong = SecretLists.Honest.SelectMany(line => Found(SecretLists.With("ENV", line)).Select(finding => $"{line} => {finding.Title}")).ToList();

        // None of 200, at the first run and now; 5 % is what is promised.
        Assert.Empty(wrong);
    }

    // As labels and in the history the same lines are as honest.
    [Theory]
    [InlineData("LABEL", "{0}")]
    [InlineData("HISTORY", "ENV {0}")]
    [InlineData("HISTORY", "/bin/sh -c #(nop)  ENV {0}")]
    [InlineData("HISTORY", "RUN |1 {0} /bin/sh -c make install # buildkit")]
    public void Look_HonestLinesElsewhere_IsQuiet(string place, string format)
    {
        var wrong = SecretLists.Honest.SelectMany(line => Found(SecretLists.With(place, format.Replace("{0}", line, StringComparison.Ordinal))).Select(finding => $"{line} => {finding.Title}")).ToList();

        Assert.Empty(wrong);
    }

    // No text of a finding shows more than three characters of what was planted.
    [Fact]
    public void Look_PlantedSecrets_ShowsNone()
    {
        foreach (var (_, place, text) in SecretLists.Planted)
        {
            foreach (var finding in RuleBed.Look(new SecretRule(), SecretLists.With(place, text)))
            {
                var shown = $"{finding.Title}\n{finding.Evidence}\n{finding.Location}\n{finding.Target}\n{finding.Remediation}\n{finding.Id}";
                var leaks = Pieces(text).Where(piece => shown.Contains(piece, StringComparison.Ordinal) && !PlainWords.Contains(piece)).ToList();
                Assert.True(leaks.Count == 0, $"{text}: {string.Join(", ", leaks)} in {shown}");
            }
        }
    }

    private static readonly HashSet<string> PlainWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "password", "PRIVATE", "PRIVATE-TOKEN", "Authorization", "AccountKey", "CONNECTION", "healthcheck", "redis-cli", "mysqladmin", "docker", "Server",
    };

    private static List<FindingDraft> Found(ImageConfiguration configuration)
        => [.. RuleBed.Look(new SecretRule(), configuration).Where(finding => finding.Check == CheckIds.SecretEnv)];

    // What follows a separator and is long enough to be a secret or half of one; names of variables are shown on purpose.
    private static IEnumerable<string> Pieces(string text)
        => text.Split([' ', '=', '"', '\'', ':', '@', ';', ',', '\\', '>', '<', '|'], StringSplitOptions.RemoveEmptyEntries)
            .Where(piece => piece.Length >= 8 && piece.Any(char.IsAsciiDigit) && piece.Any(char.IsAsciiLetter));
}
