using DockerScan.Scanners.Trivy.Tool;

namespace DockerScan.Scanners.Tests.Trivy.Tool;

public sealed class TrivyMessagesTests
{
    [Theory]
    [InlineData("2026-01-01T00:00:00Z\t\u001b[31mFATAL\u001b[0m\timage scan error: no space left on device\n", "image scan error: no space left on device")]
    [InlineData("2026 ERROR first\n2026 ERROR second\nlater\n", "second")]
    [InlineData("2026 FATAL the end\n2026 ERROR after\n", "the end")]
    [InlineData("INFO fine\n", null)]
    public void LastError_Log_IsTheReason(string log, string? reason) => Assert.Equal(reason, TrivyMessages.LastError(log)?.Replace("2026 ERROR ", string.Empty, StringComparison.Ordinal));

    [Theory]
    [InlineData("GET https://me:CLEAR@reg.example/v2/")]
    [InlineData("Authorization: Bearer CLEAR")]
    [InlineData("password=CLEAR&x")]
    [InlineData("\"token\":\"CLEAR\"")]
    [InlineData("api-key : CLEAR")]
    [InlineData("APIKEY=CLEAR")]
    [InlineData("passwd\"\t= \"CLEAR\"")]
    [InlineData("Basic\tCLEAR")]
    [InlineData("secret scanning is slow; secret=CLEAR")]
    [InlineData("to\u212aen: CLEAR")]
    [InlineData("ftp://x and then ftp://me:CLEAR@reg.example")]
    public void Tail_Credential_IsRedacted(string log)
    {
        Assert.DoesNotContain("CLEAR", TrivyMessages.Tail(log), StringComparison.Ordinal);
        Assert.DoesNotContain("CLEAR", TrivyMessages.LastError("FATAL " + log), StringComparison.Ordinal);
    }

    [Fact]
    public void Tail_Long_KeepsTheEnd()
    {
        var tail = TrivyMessages.Tail(new string('x', 10_000) + "\nend");

        Assert.True(tail.Length <= 2000);
        Assert.EndsWith("end", tail, StringComparison.Ordinal);
    }
}
