using DockerScan.TestKit.VirusTotal;

namespace DockerScan.VirusTotal.Tests;

public sealed class VirusTotalOptionsValidatorTests
{
    [Fact]
    public void Validate_Defaults_AreFine() => Assert.Empty(Check(new VirusTotalOptions()));

    [Fact]
    public void Validate_NoKeyOfVirusTotals_SaysSoWithoutTellingIt()
    {
        var failure = Assert.Single(Check(new VirusTotalOptions { ApiKey = "hunter2" }));

        Assert.StartsWith("VirusTotal:ApiKey", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_KeyTwice_IsRefused()
        => Assert.Single(Check(new VirusTotalOptions { ApiKey = LoopbackVirusTotal.Key, ApiKeyFile = "/key" }));

    [Fact]
    public void Validate_KeyFile_IsReadAndTrimmed()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, LoopbackVirusTotal.Key + "\n");
            var options = new VirusTotalOptions { ApiKeyFile = file };

            Assert.Empty(Check(options));
            Assert.Equal(LoopbackVirusTotal.Key, VirusTotalKey.Find(options)?.Reveal());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Validate_KeyFileIsMissing_IsNamed()
        => Assert.Contains("cannot be read", Assert.Single(Check(new VirusTotalOptions { ApiKeyFile = "/nowhere/key" })), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://www.virustotal.com/api/v3/", true)]
    [InlineData("http://127.0.0.1:8081/api/v3/", true)]
    [InlineData("http://www.virustotal.com/api/v3/", false)]
    [InlineData("https://www.virustotal.com.evil.net/api/v3/", false)]
    [InlineData("https://user@www.virustotal.com/api/v3/", false)]
    [InlineData("https://www.virustotal.com/api/v3", false)]
    [InlineData("file:///api/v3/", false)]
    [InlineData("", false)]
    public void Validate_ApiUrl_IsVirusTotalOrThisMachine(string url, bool isFine)
        => Assert.Equal(isFine, Check(new VirusTotalOptions { ApiUrl = url }).Count == 0);

    [Fact]
    public void Validate_OutOfRange_EachIsNamed()
    {
        var failures = Check(new VirusTotalOptions
        {
            RequestsPerMinute = 0, RequestsPerDay = 10, InteractiveReserve = 11, MaliciousEngines = 2, SuspiciousEngines = 3,
            MaliciousHours = 0, SuspiciousHours = 9000, HarmlessHours = -1, UnknownHours = 0, TimeoutSeconds = 61,
        });

        Assert.Equal(8, failures.Count);
    }

    private static List<string> Check(VirusTotalOptions options) => [.. new VirusTotalOptionsValidator().Validate(null, options).Failures ?? []];
}
