using System.Text.RegularExpressions;
using DockerScan.Scanners.Autorun.Text;

namespace DockerScan.Scanners.Tests.Autorun.Text;

/// <summary>By hand it says what the pattern says.</summary>
public sealed partial class FetchingTests
{
    [Theory]
    [InlineData("curl -s x", true)]
    [InlineData("a;wget\tx", true)]
    [InlineData("wget2 x", true)]
    [InlineData("wget23 x", false)]
    [InlineData("curl", false)]
    [InlineData("libcurl x", false)]
    [InlineData("_curl x", false)]
    [InlineData("\u203fcurl x", false)]
    [InlineData("e\u0301curl x", false)]
    [InlineData("\u200dcurl x", false)]
    [InlineData("\u2026curl\u00a0x", true)]
    [InlineData("curlcurl fetch\u2028", true)]
    [InlineData("curl-x; prefetch x; base64.h; openssl\n", true)]
    [InlineData("", false)]
    public void IsIn_Line_IsWhatThePatternSays(string line, bool isIn)
    {
        Assert.Equal(isIn, Fetching.IsIn(line));
        Assert.Equal(isIn, Pattern().IsMatch(line));
    }

    [GeneratedRegex(@"\b(?:curl|wget2?|fetch|lynx|aria2c|axel|base64|xxd|openssl)\s", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
