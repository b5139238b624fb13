namespace DockerScan.Discord.Tests;

public sealed class DiscordOptionsValidatorTests
{
    private const string Token = "aaaaaaaaaa.bbbbbbbbbb.cccccccccc";

    [Fact]
    public void Validate_Defaults_AreFineBecauseItIsOff() => Assert.Empty(Check(new DiscordOptions()));

    [Fact]
    public void Validate_On_NeedsTokenAndServers()
    {
        var failures = Check(new DiscordOptions { Enabled = true });

        Assert.Contains(failures, failure => failure.StartsWith("Discord:BotToken is missing", StringComparison.Ordinal));
        Assert.Contains(failures, failure => failure.StartsWith("Discord:Access:Places is empty", StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_Complete_IsFine() => Assert.Empty(Check(Complete()));

    [Theory]
    [InlineData("http://discord.com/api/v10/")]
    [InlineData("https://discord.com.evil.example/api/v10/")]
    [InlineData("https://discord.com/api/v10")]
    [InlineData("https://x@discord.com/api/v10/")]
    [InlineData("nonsense")]
    public void Validate_ApiElsewhere_IsRefused(string url)
    {
        var options = Complete();
        options.ApiUrl = url;

        Assert.Single(Check(options));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("Bot aaaaaaaaaa.bbbbbbbbbb.cccccccccc")]
    [InlineData("aaaaaaaaaa.bbbbb\nbbbbb.cccccccccc")]
    public void Validate_NoToken_IsRefusedWithoutSayingIt(string token)
    {
        var options = Complete();
        options.BotToken = token;

        Assert.DoesNotContain(token, Assert.Single(Check(options)), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_TokenFile_IsRead()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, Token + "\n");
            var options = Complete();
            (options.BotToken, options.BotTokenFile) = (null, file);

            Assert.Empty(Check(options));
            Assert.Equal(Token, DiscordSecrets.BotToken(options).Reveal());
            options.BotToken = Token;
            Assert.Contains("both set", Assert.Single(Check(options)), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Validate_Http_NeedsTheKey()
    {
        var options = Complete();
        options.Mode = DiscordMode.Http;
        Assert.Contains("Discord:PublicKey", Assert.Single(Check(options)), StringComparison.Ordinal);

        options.PublicKey = DiscordHarness.PublicKey;
        Assert.Empty(Check(options));
    }

    [Fact]
    public void Validate_OutOfRangeAndNames_AreNamed()
    {
        var options = Complete();
        (options.TimeoutSeconds, options.MaxRunning) = (0, 1001);
        options.Access.Users.Add("somebody#1");

        Assert.Equal(3, Check(options).Count);
    }

    [Theory]
    [InlineData("wss://gateway.discord.gg", true)]
    [InlineData("wss://gateway-us-east1-b.discord.gg", true)]
    [InlineData("wss://evil.example", false)]
    [InlineData("ws://gateway.discord.gg", false)]
    [InlineData("ws://127.0.0.1:1", false)]
    [InlineData(null, false)]
    public void IsGateway_OfTheRealApi_IsDiscordsAlone(string? url, bool expected)
        => Assert.Equal(expected, DiscordHosts.IsGateway(url, "https://discord.com/api/v10/"));

    private static DiscordOptions Complete()
    {
        var options = new DiscordOptions { Enabled = true, BotToken = Token };
        options.Access.Places.Add("1");
        return options;
    }

    private static List<string> Check(DiscordOptions options) => [.. new DiscordOptionsValidator().Validate(null, options).Failures ?? []];
}
