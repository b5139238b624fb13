namespace DockerScan.Slack.Tests;

public sealed class SlackOptionsValidatorTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockerscan-test-");

    [Fact]
    public void Validate_Off_AsksForNothing() => Assert.True(new SlackOptionsValidator().Validate(null, new SlackOptions()).Succeeded);

    [Fact]
    public void Validate_OnWithNothingElse_NamesAllThatIsMissing()
    {
        var result = new SlackOptionsValidator().Validate(null, new SlackOptions { Enabled = true });

        Assert.Contains("Slack:BotToken is missing; set it or Slack:BotTokenFile", result.Failures!);
        Assert.Contains("Slack:AppToken is missing; set it or Slack:AppTokenFile", result.Failures!);
        Assert.Contains(result.Failures!, failure => failure.StartsWith("Slack:Access:Places is empty", StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_Complete_Succeeds() => Assert.True(Validate(_ => { }).Succeeded);

    [Fact]
    public void Validate_SecretFromAFile_IsReadWithoutItsLineEnd()
    {
        var file = Path.Combine(_folder.FullName, "token");
        File.WriteAllText(file, "xoxb-from-file\n");

        Assert.True(Validate(options => (options.BotToken, options.BotTokenFile) = (null, file)).Succeeded);
        Assert.Equal("xoxb-from-file", SlackSecrets.BotToken(new SlackOptions { BotTokenFile = file }).Reveal());
    }

    public static TheoryData<string, Action<SlackOptions>> Mistakes => new()
    {
        { "Slack:BotToken and Slack:BotTokenFile are both set", options => options.BotTokenFile = "/x" },
        { "Slack:BotToken is not a token that starts with xoxb-", options => options.BotToken = "hunter2hunter2" },
        { "Slack:BotTokenFile cannot be read: no such file: /no-such-file", options => (options.BotToken, options.BotTokenFile) = (null, "/no-such-file") },
        { "Slack:SigningSecret is missing", options => options.Mode = SlackMode.Http },
        { "Slack:ApiUrl is 'http://slack.com/api/'", options => options.ApiUrl = "http://slack.com/api/" },
        { "Slack:ApiUrl is 'https://slack.com.evil.example/'", options => options.ApiUrl = "https://slack.com.evil.example/" },
        { "Slack:Connections is 11; it must be 1 to 10", options => options.Connections = 11 },
        { "Slack:TimeoutSeconds is 0; it must be 1 to 60", options => options.TimeoutSeconds = 0 },
        { "Slack:MaxRunning is 0; it must be 1 to 1000", options => options.MaxRunning = 0 },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Validate_EachMistake_IsNamedAndNoSecretShown(string expected, Action<SlackOptions> mistake)
    {
        var failure = Assert.Single(Validate(mistake).Failures!);

        Assert.StartsWith(expected, failure, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", failure, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Microsoft.Extensions.Options.ValidateOptionsResult Validate(Action<SlackOptions> change)
    {
        var options = new SlackOptions { Enabled = true, BotToken = "xoxb-1", AppToken = "xapp-1" };
        options.Access.Places.Add("T1");
        change(options);
        return new SlackOptionsValidator().Validate(null, options);
    }
}
