namespace DockerScan.Webhooks.Tests;

public sealed class WebhookOptionsValidatorTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Theory]
    [InlineData("https://soc.example/in/hidden", Secret, null)]
    [InlineData("https://soc.example:8443/in", Secret + "\n" + Secret, null)]
    [InlineData("http://soc.internal:8080/in", Secret, null)]
    [InlineData("https://10.9.8.7:8443/in", Secret, null)]
    [InlineData("http://soc.example/in/hidden", Secret, "must begin with https://; without TLS")]
    [InlineData("http://soc.internal:8081/in/hidden", Secret, "must begin with https://; without TLS")]
    [InlineData("https://10.9.8.7/in/hidden", Secret, "private address")]
    [InlineData("https://127.0.0.1/in/hidden", Secret, "private address")]
    [InlineData("https://[::1]/in/hidden", Secret, "private address")]
    [InlineData("https://[::ffff:169.254.169.254]/hidden", Secret, "private address")]
    [InlineData("https://0x7f000001/hidden", Secret, "private address")]
    [InlineData("https://user:pass@soc.example/hidden", Secret, "name and a password")]
    [InlineData("ftp://soc.example/hidden", Secret, "must begin with https://")]
    [InlineData("soc.example/hidden", Secret, "no address")]
    [InlineData("", Secret, "Url is missing")]
    [InlineData("https://soc.example/", "hidden", "Secret must be whsec_")]
    [InlineData("https://soc.example/", null, "Secret must be whsec_")]
    [InlineData("https://soc.example/", Secret + " " + Secret + " " + Secret, "Secret must be whsec_")]
    public void Validate_Target_SaysWhatIsWrongAndNoSecret(string url, string? secret, string? problem)
    {
        var options = Options(new WebhookTargetOptions { Name = "soc", Url = url, Secret = secret });

        var result = new WebhookOptionsValidator().Validate(null, options);

        Assert.Equal(problem is null, result.Succeeded);
        Assert.Contains(problem ?? string.Empty, result.FailureMessage ?? string.Empty, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", result.FailureMessage ?? string.Empty, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("SOC")]
    [InlineData("a b")]
    [InlineData("webhook:soc")]
    public void Validate_Name_IsAWordThatToTakes(string name)
        => Assert.Contains("Webhooks:Targets:0:Name", new WebhookOptionsValidator().Validate(null, Options(Target(name))).FailureMessage, StringComparison.Ordinal);

    [Fact]
    public void Validate_OneNameTwice_IsRefused()
        => Assert.Contains("'soc' twice", new WebhookOptionsValidator().Validate(null, Options(Target("soc"), Target("soc"))).FailureMessage, StringComparison.Ordinal);

    [Theory]
    [InlineData("soc.internal")]
    [InlineData("http://soc.internal:80")]
    [InlineData("10.0.0.0/8")]
    [InlineData("soc.internal:8080/path")]
    [InlineData("*:80")]
    public void Validate_AllowedPrivate_IsAHostWithItsPort(string entry)
    {
        var options = Options();
        options.AllowedPrivate.Add(entry);

        Assert.Contains("Webhooks:AllowedPrivate", new WebhookOptionsValidator().Validate(null, options).FailureMessage, StringComparison.Ordinal);
    }

    private static WebhookTargetOptions Target(string name) => new() { Name = name, Url = "https://soc.example/", Secret = Secret };

    private static WebhookOptions Options(params WebhookTargetOptions[] targets) => new() { Targets = [.. targets], AllowedPrivate = ["soc.internal:8080", "10.9.8.7:8443"] };
}
