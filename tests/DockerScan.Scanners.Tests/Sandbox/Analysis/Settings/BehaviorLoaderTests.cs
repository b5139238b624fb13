using DockerScan.Scanners.Sandbox.Analysis.Settings;
using DockerScan.Scanners.Tests.Autorun;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis.Settings;

public sealed class BehaviorLoaderTests
{
    private static readonly string Good = File.ReadAllText(TestBehavior.Path);

    [Fact]
    public void Load_TheProductsOwn_IsRead()
    {
        Assert.Equal(200, TestBehavior.Settings.Thresholds.DosSynPerSecond);
        Assert.Contains("nanopool.org", TestBehavior.Settings.PoolDomains.AsEnumerable());
        Assert.Contains(TestBehavior.Settings.Signatures, each => each.Category == "miner");
        Assert.True(TestBehavior.Settings.WantsText("/etc/passwd"));
        Assert.True(TestBehavior.Settings.WantsText("/root/.ssh/authorized_keys"));
        Assert.False(TestBehavior.Settings.WantsText("/var/log/x"));
    }

    [Fact]
    public void Parse_AnyChange_ChangesTheVersion() => Assert.NotEqual(TestBehavior.Settings.Version, BehaviorLoader.Parse(Good + "\n# x", TestSignatures.All).Version);

    [Theory]
    [InlineData("version: 1", "version: 2", "version is 2")]
    [InlineData("id: dos.syn-total", "id: dos.syn-totals", "behavior.yaml:13: the threshold 'dos.syn-total' is missing")]
    [InlineData("id: dos.syn-total", "id: dos.syn-totals", "nothing knows threshold 'dos.syn-totals'")]
    [InlineData("id: dos.syn-total", "id: dos.syn-per-second", "threshold 'dos.syn-per-second' is given twice")]
    [InlineData("value: 1000\n    reason: \"A burst", "value: 1\n    reason: \"A burst", "threshold 'dos.syn-total': it is 1; it must be 10 to")]
    [InlineData("value: 1000\n    reason: \"A burst", "value: .nan\n    reason: \"A burst", "threshold 'dos.syn-total': 'value' is '.nan', which is not a number")]
    [InlineData("source: \"As above.\"", "source: \" \"", "threshold 'dos.tcp-total' needs a text for 'source'")]
    [InlineData("id: miner.ports", "id: miner.port", "the list 'miner.ports' is missing")]
    [InlineData("\"3333\"", "\"xyz\"", "'xyz' is not a port")]
    [InlineData("\"3333\"", "\"99999\"", "'99999' is not a port")]
    [InlineData("[sh, bash, rbash", "[\"\", bash, rbash", "list 'program.shells' needs a text for each of 'values'")]
    [InlineData("severity: critical", "severity: awful", "'awful' is not a severity")]
    [InlineData("id: escape.unshare", "id: escapes.unshare", "command 'escapes.unshare': its id starts with none of escape, tunnel, leak")]
    [InlineData("severity: critical", "severity: 4", "'4' is not a severity")]
    [InlineData("pattern: '^/etc/ld\\.so\\.preload$'", "pattern: '('", "does not compile")]
    [InlineData("pattern: '^/etc/ld\\.so\\.preload$'", "pattern: ''", "needs a text for 'pattern'")]
    [InlineData("pattern: '^/etc/ld\\.so\\.preload$'", "pattern: '^/x$'", "preload': it misses its example /etc/ld.so.preload")]
    [InlineData("pattern: '^/etc/ld\\.so\\.preload$'", "pattern: 'ld'", "preload': it matches its counter-example")]
    [InlineData("ko: \"커널 모듈 적재 시도\"", "xx: \"x\"", ": title lacks 'ko'")]
    public void Parse_Wrong_SaysWhat(string from, string to, string expected)
    {
        Assert.Contains(from, Good, StringComparison.Ordinal);
        var yaml = Good.Replace(from, to, StringComparison.Ordinal);

        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => BehaviorLoader.Parse(yaml, TestSignatures.All)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version: 1", "version: 1\nunknown: x")]
    [InlineData("version: 1", "version: 1\nversion: 1")]
    [InlineData("version: 1", "version: x")]
    [InlineData("version: 1", "\tversion: 1")]
    public void Load_NotTheShape_NamesTheFile(string from, string to)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(path, Good.Replace(from, to, StringComparison.Ordinal));
        try
        {
            Assert.Contains(path, Assert.Throws<InvalidDataException>(() => BehaviorLoader.Load(path, TestSignatures.All)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Load_Missing_NamesTheFile()
        => Assert.Contains("/nonexistent.yaml", Assert.Throws<InvalidDataException>(() => BehaviorLoader.Load("/nonexistent.yaml", TestSignatures.All)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_Empty_IsRefused() => Assert.Throws<InvalidDataException>(() => BehaviorLoader.Parse(string.Empty, TestSignatures.All));

    [Theory]
    [InlineData("a.b.nanopool.org", true)]
    [InlineData("nanopool.org", true)]
    [InlineData("xnanopool.org", false)]
    [InlineData("org", false)]
    [InlineData("", false)]
    public void Covers_Name_MeansItAndWhatLiesBelow(string name, bool expected) => Assert.Equal(expected, BehaviorSet.Covers(TestBehavior.Settings.PoolDomains, name));
}
