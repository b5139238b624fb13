
namespace DockerScan.Scheduling.Tests;

/// <summary>What is wrong in the section is said at the start, with its key and without a secret.</summary>
public sealed class ScheduleOptionsValidatorTests
{
    [Theory]
    [InlineData("https://hc-ping.com/0f9c1a7e")]
    [InlineData("http://127.0.0.1:9000/ping")]
    [InlineData("http://localhost/ping")]
    [InlineData("http://[::1]:9000/")]
    [InlineData("")]
    [InlineData(null)]
    public void Validate_AddressThatMayBeCalled_IsTaken(string? url) => Assert.True(Validate(new ScheduleOptions { PingUrl = url }).Succeeded);

    [Theory]
    [InlineData("http://hc-ping.com/secret-0f9c1a7e")]
    [InlineData("ftp://127.0.0.1/secret-0f9c1a7e")]
    [InlineData("https://name:secret-0f9c1a7e@hc-ping.com/")]
    [InlineData("hc-ping.com/secret-0f9c1a7e")]
    [InlineData("/secret-0f9c1a7e")]
    [InlineData("file:///etc/secret-0f9c1a7e")]
    public void Validate_AnyOtherAddress_IsRefusedWithoutSayingIt(string url)
    {
        var failures = Validate(new ScheduleOptions { PingUrl = url }).Failures!.ToList();

        Assert.Equal(["Schedules:PingUrl must be an address with https, or with http on this machine"], failures);
    }

    [Fact]
    public void Validate_AllThatIsWrong_IsSaidAtOnce()
    {
        var failures = Validate(new ScheduleOptions { Zone = "KSTT", MinIntervalMinutes = 0, PingUrl = "x", PingUrlFile = "/also" }).Failures!.ToList();

        Assert.Contains("Schedules:MinIntervalMinutes is 0; it must be 1 to 1440", failures);
        Assert.Contains(failures, failure => failure.StartsWith("Schedules:Zone: 'KSTT' is no time zone; ", StringComparison.Ordinal));
        Assert.Contains("Schedules:PingUrl and Schedules:PingUrlFile are both set; set one of them", failures);
    }

    private static Microsoft.Extensions.Options.ValidateOptionsResult Validate(ScheduleOptions options) => new ScheduleOptionsValidator().Validate(null, options);
}
