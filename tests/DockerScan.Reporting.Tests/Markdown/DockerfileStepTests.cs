using DockerScan.Reporting.Markdown;

namespace DockerScan.Reporting.Tests.Markdown;

public sealed class DockerfileStepTests
{
    [Theory]
    [InlineData("/bin/sh -c #(nop) ADD file:0123 in / ", "ADD file:0123 in /")]
    [InlineData("/bin/sh -c #(nop)  CMD [\"bash\"]", "CMD [\"bash\"]")]
    [InlineData("/bin/sh -c apt-get update", "RUN apt-get update")]
    [InlineData("RUN /bin/sh -c apt-get update # buildkit", "RUN apt-get update")]
    [InlineData("COPY a /b # buildkit", "COPY a /b")]
    [InlineData("bazel build ...", "bazel build ...")]
    [InlineData("", "")]
    [InlineData("# buildkit", "")]
    public void Of_HistoryLine_IsTheDockerfileLine(string createdBy, string expected) => Assert.Equal(expected, DockerfileStep.Of(createdBy));
}
