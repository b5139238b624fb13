using System.Text;

namespace DockerScan.VirusTotal.Tests;

public sealed class VirusTotalReaderTests
{
    [Theory]
    [InlineData("""{"data":{"id":"x","type":"file","attributes":{}}}""", true)]
    [InlineData("""{"data":{"id":"x","type":"file","attributes":{"last_analysis_stats":null,"new":{"deep":[1]}}},"meta":{}}""", true)]
    [InlineData("""{"data":{"id":"x","type":"file"}}""", false)]
    [InlineData("""{"data":{"id":1,"type":"file","attributes":{}}}""", false)]
    [InlineData("""{"data":[]}""", false)]
    [InlineData("""{"data":{"id":"x","type":"file","attributes":{"last_analysis_stats":[]}}}""", false)]
    [InlineData("""{"data":{"id":"x","type":"file","attributes":{"last_analysis_stats":{"malicious":-1}}}}""", false)]
    [InlineData("""{"data":{"id":"x","type":"file","attributes":{"last_analysis_stats":{"malicious":1.5}}}}""", false)]
    [InlineData("""{"data":{"id":"x","type":"file","attributes":{"last_analysis_stats":{"harmless":99999999}}}}""", false)]
    [InlineData("""{"data":{"id":"x","type":"file","attributes":{"first_submission_date":"yesterday"}}}""", false)]
    [InlineData("""{"data":{"id":"x","type":"file","attributes":{"last_analysis_date":99999999999999}}}""", false)]
    [InlineData("", false)]
    [InlineData("null", false)]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", false)]
    public void Object_HostileOrOdd_IsReadOnlyWhenItCanBeTrusted(string json, bool isRead)
        => Assert.Equal(isRead, VirusTotalReader.Object(Encoding.UTF8.GetBytes(json)) is not null);

    [Fact]
    public void Object_TimeOutsAndFailures_AreNoVotes()
    {
        var found = VirusTotalReader.Object(Encoding.UTF8.GetBytes(
            """{"data":{"id":"x","type":"file","attributes":{"last_analysis_stats":{"malicious":1,"suspicious":2,"undetected":3,"harmless":4,"timeout":50,"confirmed-timeout":60,"failure":70,"type-unsupported":80}}}}"""));

        Assert.Equal((3, 10), (found!.Stats!.Flagged, found.Stats.Asked));
    }

    [Theory]
    [InlineData("""{"error":{"code":"NotFoundError","message":"x"}}""", "NotFoundError")]
    [InlineData("""{"error":"NotFoundError"}""", null)]
    [InlineData("<html>", null)]
    public void ErrorCode_Body_IsTheDocumentedCodeOrNothing(string body, string? code)
        => Assert.Equal(code, VirusTotalReader.ErrorCode(Encoding.UTF8.GetBytes(body)));
}
