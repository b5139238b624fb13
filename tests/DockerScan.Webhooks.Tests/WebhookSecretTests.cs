using System.Text;

namespace DockerScan.Webhooks.Tests;

public sealed class WebhookSecretTests
{
    [Fact]
    public void Sign_TheExampleOfTheStandard_IsWhatTheStandardSays()
    {
        var secret = WebhookSecret.Find("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")!;

        var signature = secret.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), Encoding.UTF8.GetBytes("""{"test": 2432232314}"""));

        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("whsec_not base64 at all, but long enough to be a secret")]
    public void Find_WhatIsNoSecret_IsNone(string text) => Assert.Null(WebhookSecret.Find(text));

    [Fact]
    public void Find_MoreThan64Bytes_IsNone() => Assert.Null(WebhookSecret.Find("whsec_" + Convert.ToBase64String(new byte[65])));

    [Fact]
    public void ToString_Secret_IsNotShown() => Assert.Equal("***", WebhookSecret.Find("whsec_" + Convert.ToBase64String(new byte[32]))!.ToString());
}
