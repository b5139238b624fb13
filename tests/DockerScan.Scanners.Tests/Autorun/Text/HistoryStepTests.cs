using DockerScan.Scanners.Autorun.Text;

namespace DockerScan.Scanners.Tests.Autorun.Text;

public sealed class HistoryStepTests
{
    [Theory]
    [InlineData("/bin/sh -c apt-get update", "RUN", "apt-get update")]
    [InlineData("RUN /bin/sh -c apt-get update # buildkit", "RUN", "apt-get update")]
    [InlineData("|2 A=b C=d e /bin/sh -c make", "RUN", "make")]
    [InlineData("RUN |1 A=b /bin/bash -eo pipefail -c make # buildkit", "RUN", "make")]
    [InlineData("/bin/sh -c #(nop)  CMD [\"a\"]", "CMD", "[\"a\"]")]
    [InlineData("/bin/bash -o pipefail -c #(nop)  USER x", "USER", "x")]
    [InlineData("CMD [\"a\"]", "CMD", "[\"a\"]")]
    [InlineData("COPY a b # buildkit", "COPY", "a b")]
    [InlineData("RUN", "RUN", "")]
    [InlineData("/bin/sh -ec make", "RUN", "make")]
    [InlineData("/bin/sh -c -x make", "RUN", "-x make")]
    [InlineData("/usr/bin/make", "RUN", "/usr/bin/make")]
    [InlineData("/bin/sh -c #(nop)\tENV A=b", "ENV", "A=b")]
    [InlineData("/bin/sh -c  #(nop) ENV A=b", "ENV", "A=b")]
    [InlineData("RUN /bin/sh -c echo '#(nop) CMD x'", "RUN", "echo '#(nop) CMD x'")]
    [InlineData("HEALTHCHECK\u00a0NONE", "HEALTHCHECK", "NONE")]
    [InlineData("HEALTHCHECKER x", "RUN", "HEALTHCHECKER x")]
    [InlineData("RUNNER x", "RUN", "RUNNER x")]
    [InlineData("a plain command", "RUN", "a plain command")]
    [InlineData("", "RUN", "")]
    public void Parse_EveryBuilder_IsTakenApart(string line, string instruction, string body)
        => Assert.Equal(new HistoryStep(instruction, body), HistoryStep.Parse(line));

    [Fact]
    public void Parse_Huge_IsCut() => Assert.Equal(HistoryStep.MaxLength, HistoryStep.Parse(new string('x', 2_000_000)).Body.Length);
}
