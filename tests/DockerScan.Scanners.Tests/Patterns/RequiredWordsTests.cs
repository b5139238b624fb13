using System.Text.RegularExpressions;
using DockerScan.Scanners.Patterns;
using DockerScan.Scanners.Tests.Autorun;
using DockerScan.Scanners.Tests.ImageConfig.Secrets;

namespace DockerScan.Scanners.Tests.Patterns;

/// <summary>A text without a pattern's words has no match of it; and a pattern that is not understood asks for no word.</summary>
public sealed class RequiredWordsTests
{
    [Theory]
    [InlineData("curl", "curl")]
    [InlineData(@"\bcurl\s+x", "curl x")]
    [InlineData("(?:curl|wget)\\s", "curl,wget")]
    [InlineData("(?:curl|wget)\\s.*\\|\\s*(?:ba|da)?sh", "sh curl,wget |")]
    [InlineData("https?://", "http ://")]
    [InlineData("ab+c", "ab c")]
    [InlineData("ab{2,3}c", "ab c")]
    [InlineData("ab{0,3}c", "a c")]
    [InlineData("a{x", "a{x")]
    [InlineData(@"a\.b\x60", "a.b`")]
    [InlineData("(?<name>ab)c", "ab c")]
    [InlineData("(?i)AB(?i:c)d", "AB c d")]
    [InlineData("(?:(?:ab|c)d|ef?)g", "d,e g")]
    [InlineData("[a]]b", "]b")]
    [InlineData("[]a]b", "b")]
    [InlineData("[^]a\\]]b+?c", "b c")]
    // Nothing that every match holds.
    [InlineData("(?:curl|)x?", "")]
    [InlineData("(?:curl|\\w+)", "")]
    [InlineData("(?:curl)?", "")]
    [InlineData("[a-z]+", "")]
    [InlineData("", "")]
    // Not understood.
    [InlineData("[a-z-[b]]ab", "")]
    [InlineData("(?x) a b", "")]
    [InlineData(@"\p{L}ab", "")]
    [InlineData(@"ab\u0041", "")]
    [InlineData("(?>ab)", "")]
    public void Sets_OfAPattern_AreWhatEveryMatchHolds(string pattern, string expected)
        => Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), new RequiredWords(pattern).Sets.Select(set => string.Join(',', set.Order(StringComparer.Ordinal))).Order());

    [Fact]
    public void AreIn_CaseIsIgnored_TakesLettersThatAreNoAsciiForAsciiOnes()
    {
        Assert.Matches(new Regex("(?i)mask", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), "mas\u212a");
        Assert.True(new RequiredWords("(?i)mask").AreIn("mas\u212a"));
        Assert.True(new RequiredWords("(?i)mask").AreIn("a MASK"));
        Assert.False(new RequiredWords("(?i)mask").AreIn("a mas"));
        Assert.False(new RequiredWords("mask").AreIn("a MASK"));
    }

    // Our own patterns, each piece of each of them cut out and put together anew, against the engine alone.
    [Fact]
    public void AreIn_OwnSignatures_LosesNoMatch()
    {
        var random = new Random(7);
        var lines = SecretLists.Honest.Concat(SecretLists.Planted.Select(each => each.Text)).ToList();
        string[] words = ["curl ", "wget -O /tmp/a ", "https://x.example/a", "http://203.0.113.7/x", " | ", "sh", "bash -s", "; ", " && ", "chmod +x a", "./a", "python3 -c '", "urlopen(", "eval ", "$(", ")", "`", "/dev/tcp/1.2.3.4/5", "base64 -d", "nc -e /bin/sh", "xmrig", "stratum+tcp://", "/etc/cron.d/a", "authorized_keys", " > ", " >> ", "iptables -F", "LD_PRELOAD", "echo ", "mkfifo ", "perl -e '", "'", "\""];
        for (var i = 0; i < 4000; i++)
        {
            lines.Add(string.Concat(Enumerable.Range(0, random.Next(2, 9)).Select(_ => words[random.Next(words.Length)])));
        }

        var matched = 0;
        foreach (var pattern in TestSignatures.All.Scripts.Select(signature => signature.Pattern))
        {
            foreach (var line in lines.Where(pattern.IsEngineMatch))
            {
                matched++;
                Assert.True(pattern.IsMatch(line), line);
            }
        }

        Assert.True(matched > 500, $"{matched}");
    }
}
