using DockerScan.Scanners.Trivy.Systems;

namespace DockerScan.Scanners.Tests.Trivy.Systems;

public sealed class OsReleaseTests
{
    [Theory]
    [InlineData("ID=debian\n", "debian", "", "debian")]
    [InlineData("# ID=x\nNAME=\"A B\"\nID='Fedora'\r\nVERSION_ID=\"39\"\n", "fedora", "39", "A B")]
    [InlineData("ID=one\nID=two\n", "two", "", "two")]
    [InlineData("ID=a\u001b[31mb\n", "a�[31mb", "", "a�[31mb")]
    public void Parse_Text_IsRead(string text, string id, string version, string name) => Assert.Equal(new OsRelease(id, version, name), OsRelease.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("NAME=x\n")]
    [InlineData("ID=\n")]
    [InlineData("=\n==\nID\n")]
    public void Parse_NoId_IsNone(string text) => Assert.Null(OsRelease.Parse(text));

    [Fact]
    public void Parse_Endless_IsBounded() => Assert.True(OsRelease.Parse("ID=" + new string('x', 60_000))!.Id.Length <= 60);
}
