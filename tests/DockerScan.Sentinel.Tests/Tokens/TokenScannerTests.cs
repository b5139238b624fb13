using System.Text;
using DockerScan.Sentinel.Events;
using DockerScan.Sentinel.Tokens;

namespace DockerScan.Sentinel.Tests.Tokens;

public sealed class TokenScannerTests
{
    private static readonly SentinelSpec Spec = new() { Tokens = new() { ["a"] = "AKIAQWERTYUIOP123456", ["b"] = "SecretSecretSecret99" } };
    private readonly TokenScanner _scanner = new(Spec, new TokenSearch(Spec));

    [Fact]
    public void Scan_TwoTokens_FindsBothInOrderAndTheEnd()
    {
        var hits = new List<TokenHit>();
        var text = $"x={Spec.Tokens["b"]}&y={Spec.Tokens["a"]}rest";

        var end = _scanner.Scan(Encoding.ASCII.GetBytes(text), hits);

        Assert.Equal(["b", "a"], hits.Select(h => h.Token));
        Assert.Equal(text.Length - 4, end);
    }

    [Fact]
    public void Scan_ManyRepeats_Ends()
    {
        var hits = new List<TokenHit>();
        _scanner.Scan(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(Spec.Tokens["a"], 500))), hits);

        Assert.InRange(hits.Count, 1, 6);
    }

    [Fact]
    public void Scan_WithoutTokens_FindsNothing()
    {
        var scanner = new TokenScanner(new SentinelSpec(), new TokenSearch(new SentinelSpec()));
        var hits = new List<TokenHit>();

        Assert.Equal((0, 0), (scanner.Overlap, scanner.Scan("abc"u8, hits)));
        Assert.Empty(hits);
    }
}
