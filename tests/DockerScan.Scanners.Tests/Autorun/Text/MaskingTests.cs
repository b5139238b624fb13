using DockerScan.Scanners.Autorun.Text;

namespace DockerScan.Scanners.Tests.Autorun.Text;

public sealed class MaskingTests
{
    [Theory]
    [InlineData("A=b c", "A=*** c")]
    [InlineData("A=\"b c\" d", "A=*** d")]
    [InlineData("A='b c'd\"e f\" g", "A=*** g")]
    [InlineData("A=b;c", "A=***;c")]
    [InlineData("A=\"open to the end", "A=***")]
    [InlineData("ENV KEY the whole rest", "ENV KEY ***")]
    [InlineData("ENV A=b C=d", "ENV A=*** C=***")]
    [InlineData("curl --data x=y", "curl --data x=***")]
    [InlineData("make all", "make all")]
    public void Assignments_EveryValue_IsHidden(string line, string expected) => Assert.Equal(expected, Masking.Assignments(line));

    [Theory]
    [InlineData("X=/app y", "X=/app y")]
    [InlineData("DB_PASSWORD=x y", "DB_PASSWORD=*** y")]
    [InlineData("export api_key='x y'", "export api_key=***")]
    [InlineData("curl https://u:p@x.example/a", "curl https://***@x.example/a")]
    [InlineData("curl -u u:p https://x.example", "curl -u *** https://x.example")]
    [InlineData("x --password p q", "x --password *** q")]
    [InlineData("x --db-token=p q", "x --db-token=*** q")]
    [InlineData("curl -H 'Authorization: Bearer p' x", "curl -H 'Authorization: ***' x")]
    [InlineData("useradd -u 1000 app", "useradd -u 1000 app")]
    public void Secrets_OnlyWhatSaysSecret_IsHidden(string line, string expected) => Assert.Equal(expected, Masking.Secrets(line));

    // Each of these made an earlier pattern go over its time limit, or would have.
    [Theory]
    [InlineData("a")]
    [InlineData("a:")]
    [InlineData("a://")]
    [InlineData("-u a")]
    [InlineData("x-token")]
    [InlineData("A=\\")]
    [InlineData("password")]
    [InlineData("--")]
    [InlineData(" ")]
    public void Assignments_LineMadeToBeSlow_EndsInTime(string piece)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Assert.NotNull(Masking.Assignments(string.Concat(Enumerable.Repeat(piece, 64_000 / piece.Length))));

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }
}
