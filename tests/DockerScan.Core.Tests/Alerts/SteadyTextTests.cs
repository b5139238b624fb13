using DockerScan.Core.Alerts;

namespace DockerScan.Core.Tests.Alerts;

/// <summary>What one run makes up and another one would make up anew.</summary>
public sealed class SteadyTextTests
{
    [Theory]
    [InlineData("10.88.0.5:3333", "*:3333")]
    [InlineData("185.71.65.92:3333", "185.71.65.92:3333")]
    [InlineData("0.0.0.0:8080", "*:8080")]
    [InlineData("localhost:54321", "localhost:*")]
    [InlineData("fd00::12:7", "*")]
    [InlineData("/tmp/tmp.AbCdEfGh12", "/tmp/tmp.*")]
    [InlineData("/tmp/tmpab12cd34", "/tmp/tmp*")]
    [InlineData("/tmp/job.37", "/tmp/job.*")]
    [InlineData("/var/tmp/build-7/step2", "/var/tmp/build-*/step*")]
    [InlineData("/opt/tmp/v2/app", "/opt/tmp/v2/app")]
    [InlineData("/proc/41/fd/5", "/proc/*/fd/*")]
    [InlineData("/usr/lib/postgresql/15/bin/postgres", "/usr/lib/postgresql/15/bin/postgres")]
    [InlineData("kworker-1234567", "kworker-*")]
    [InlineData("/usr/lib/python3.11/venv", "/usr/lib/python3.11/venv")]
    [InlineData("1b4e28ba-2fa1-11d2-883f-b9a761bde3fb.cdn.example", "*.cdn.example")]
    [InlineData("deadbeef", "deadbeef")]
    [InlineData("9f86d081884c7d65", "*")]
    [InlineData("pool.example", "pool.example")]
    [InlineData("x86_64-linux-gnu", "x86_64-linux-gnu")]
    public void Of_Text_KeepsWhatSomebodyChose(string text, string expected)
    {
        Assert.Equal(expected, SteadyText.Of(text));
        Assert.Equal(expected, SteadyText.Of(expected));
    }

    [Fact]
    public void Of_Endless_IsBounded() => Assert.True(SteadyText.Of(new string('a', 1_000_000)).Length <= 1024);
}
